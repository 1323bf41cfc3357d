package dev.sparkle.cli.services;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a node is started from.
 *
 * @param wlp Liberty's installation, which Maven makes
 * @param configuration folder with {@code config}, {@code environments} and {@code options}
 * @param ear the application
 * @param jdbcDriver the jar that Liberty's data source loads
 */
public record Installation(Path wlp, Path configuration, Path ear, Path jdbcDriver) {

  /** As a build of the checkout leaves it. */
  public static Installation of(Path root) {
    return new Installation(
        root.resolve(".liberty/wlp"),
        root.resolve("liberty-config/src/main/liberty"),
        root.resolve("ear/target/sparkle.ear"),
        driver());
  }

  /** Whether a build completed it. */
  public boolean complete() {
    return Files.isExecutable(server()) && Files.exists(ear);
  }

  /** The script that starts it. */
  public Path server() {
    return wlp.resolve("bin/server");
  }

  /** Liberty's version, such as 26.0.0.3; empty when there is no installation. */
  public String version() {
    Path properties = wlp.resolve("lib/versions/openliberty.properties");
    return !Files.exists(properties)
        ? ""
        : Folders.read(properties)
            .lines()
            .filter(l -> l.startsWith("com.ibm.websphere.productVersion="))
            .map(l -> l.replaceFirst(".*=", ""))
            .findFirst()
            .orElse("");
  }

  /** The driver on our own class path: the parent pom gives both the same version. */
  private static Path driver() {
    try {
      return Path.of(
          org.postgresql.Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
