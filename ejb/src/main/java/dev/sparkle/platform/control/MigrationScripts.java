package dev.sparkle.platform.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;

/**
 * Finds the migrations by {@code db/migration/index.txt}. Flyway's own search of the class path
 * does not see into an archive on Liberty; a test holds index and folder equal.
 */
final class MigrationScripts implements ResourceProvider {

  private static final String FOLDER = "db/migration/";

  @Override
  public LoadableResource getResource(String name) {
    return all().filter(script -> script.getRelativePath().equals(name)).findFirst().orElse(null);
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return all()
        .filter(script -> script.getFilename().startsWith(prefix))
        .filter(script -> Stream.of(suffixes).anyMatch(script.getFilename()::endsWith))
        .toList();
  }

  private static Stream<LoadableResource> all() {
    return names().stream().map(Script::new);
  }

  /** The names of all migrations. */
  static List<String> names() {
    return text("index.txt").lines().filter(line -> !line.isBlank()).toList();
  }

  private static String text(String name) {
    try (InputStream in =
        MigrationScripts.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException(FOLDER + name + " is not in this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(FOLDER + name, e);
    }
  }

  private static final class Script extends LoadableResource {

    private final String name;

    Script(String name) {
      this.name = name;
    }

    @Override
    public Reader read() {
      return new StringReader(text(name));
    }

    @Override
    public String getAbsolutePath() {
      return FOLDER + name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return FOLDER + name;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return FOLDER + name;
    }
  }
}
