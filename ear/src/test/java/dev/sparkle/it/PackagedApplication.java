package dev.sparkle.it;

import java.io.File;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The EAR as it was built, with a small WAR beside the others in which tests run. */
final class PackagedApplication {

  private PackagedApplication() {}

  static EnterpriseArchive with(Class<?>... tests) {
    File ear = Path.of(System.getProperty("sparkle.root"), "ear", "target", "sparkle.ear").toFile();
    EnterpriseArchive application = ShrinkWrap.createFromZipFile(EnterpriseArchive.class, ear);
    String descriptor = text(application);
    application.setApplicationXML(
        new StringAsset(
            descriptor.replace(
                "</application>",
                "<module><web><web-uri>test.war</web-uri><context-root>/test</context-root>"
                    + "</web></module></application>")));
    return application.addAsModule(
        Testable.archiveToTest(ShrinkWrap.create(WebArchive.class, "test.war").addClasses(tests)));
  }

  private static String text(EnterpriseArchive application) {
    try (var in = application.get("META-INF/application.xml").getAsset().openStream()) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .replaceAll("<module>\\s*<web>\\s*<web-uri>test.war.*?</module>", "");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
