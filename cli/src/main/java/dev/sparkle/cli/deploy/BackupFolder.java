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

/** The backups in {@code .sparkle/backups}, by their manifests. */
final class BackupFolder implements Backups {

  /** What is needed of a manifest. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Manifest(String id, String takenAt, int schema) {}

  private final Path folder;

  BackupFolder(Home home) {
    folder = home.folder().resolve("backups");
  }

  @Override
  public List<Kept> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .map(each -> JsonFile.read(each.resolve("manifest.json"), Manifest.class))
          .flatMap(each -> each.flatMap(BackupFolder::kept).stream())
          .toList();
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + folder, e);
    }
  }

  private static Optional<Kept> kept(Manifest manifest) {
    try {
      return manifest.id() == null || manifest.takenAt() == null
          ? Optional.empty()
          : Optional.of(
              new Kept(manifest.id(), Instant.parse(manifest.takenAt()), manifest.schema()));
    } catch (DateTimeParseException noTime) {
      return Optional.empty();
    }
  }
}
