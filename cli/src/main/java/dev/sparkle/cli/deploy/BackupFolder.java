package dev.sparkle.cli.deploy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.JsonFile;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The backups in {@code .sparkle/backups} or another folder, by their manifests. */
final class BackupFolder implements Backups {

  /** What is needed of a manifest. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Manifest(String id, String takenAt, int schema, String database, String identity) {}

  private final Path folder;
  private final boolean usual;

  /**
   * Those of an installation.
   *
   * @param elsewhere the folder that they are in; null: where they are without {@code --to}
   */
  BackupFolder(Home home, Path elsewhere) {
    usual = elsewhere == null;
    folder = usual ? home.folder().resolve("backups") : elsewhere.toAbsolutePath().normalize();
  }

  /** Where they are. */
  Path folder() {
    return folder;
  }

  @Override
  public List<Kept> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .map(each -> JsonFile.read(each.resolve("manifest.json"), Manifest.class))
          .flatMap(each -> each.flatMap(this::kept).stream())
          .toList();
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + folder, e);
    }
  }

  private Optional<Kept> kept(Manifest manifest) {
    try {
      return manifest.id() == null || manifest.takenAt() == null
          ? Optional.empty()
          : Optional.of(
              new Kept(
                  usual ? manifest.id() : folder.resolve(manifest.id()).toString(),
                  Instant.parse(manifest.takenAt()),
                  manifest.schema(),
                  manifest.identity() == null ? manifest.database() : manifest.identity()));
    } catch (DateTimeParseException noTime) {
      return Optional.empty();
    }
  }
}
