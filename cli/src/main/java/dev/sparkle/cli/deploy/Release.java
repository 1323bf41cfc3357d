package dev.sparkle.cli.deploy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.JsonFile;
import dev.sparkle.cli.lifecycle.Live;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Installation;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A version that is kept in {@code .sparkle/releases/ID}: the application, its configuration of
 * Liberty, the driver, and this record. What is in it never changes; its id is made of its content.
 *
 * @param id as in the name of its folder
 * @param version of the sources
 * @param source where it came from, for people
 * @param wlp the Liberty that it was built for
 * @param checksum SHA-256 of its files
 * @param migrations all that it knows, the first one first
 * @param made ISO 8601
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Release(
    String id,
    String version,
    String source,
    String wlp,
    String checksum,
    List<Migration> migrations,
    String made) {

  static final String FILE = "release.json";

  Release {
    migrations = List.copyOf(migrations);
  }

  /** The schema that it needs: the number of its last migration. */
  int schema() {
    return migrations.stream().mapToInt(Migration::number).max().orElse(0);
  }

  static Path folder(Home home, String id) {
    return Live.releases(home).resolve(id);
  }

  Path folder(Home home) {
    return folder(home, id);
  }

  Installation installation(Home home) {
    return Live.installation(home, id, Path.of(wlp));
  }

  static Optional<Release> read(Home home, String id) {
    return id.matches("[\\w.-]+")
        ? JsonFile.read(folder(home, id).resolve(FILE), Release.class)
        : Optional.empty();
  }

  /** That of this id, a {@link Trouble} when it is not there any more. */
  static Release require(Home home, String id) {
    return read(home, id)
        .orElseThrow(
            () ->
                new Trouble(
                    ExitCode.USAGE,
                    "there is no release " + id + " in " + home.show(Live.releases(home)) + ".",
                    "Those that are there: ./sparkle deploy --list"));
  }

  /** All that are kept, the oldest first. */
  static List<Release> all(Home home) {
    if (!Files.isDirectory(Live.releases(home))) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(Live.releases(home))) {
      return folders
          .flatMap(each -> read(home, each.getFileName().toString()).stream())
          .sorted(Comparator.comparing(Release::made))
          .toList();
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + Live.releases(home), e);
    }
  }

  /** "0.1.0-1f2e3d4c5b, schema 16". */
  String words() {
    return id + ", schema " + schema();
  }
}
