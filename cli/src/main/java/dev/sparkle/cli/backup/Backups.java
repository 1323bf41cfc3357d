package dev.sparkle.cli.backup;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.Removal;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The backups of one installation in a folder of theirs. */
public final class Backups {

  /** No backup takes so long: one that is still unfinished belongs to a program that died. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Path directory;

  private Backups(Path directory) {
    this.directory = directory;
  }

  /** Those in a folder, which need not exist yet. */
  public static Backups in(Path directory) {
    return new Backups(directory.toAbsolutePath().normalize());
  }

  /** Those that {@code ./sparkle backup} writes when it is not told where. */
  public static Backups of(Home home) {
    return in(home.folder().resolve("backups"));
  }

  public Path directory() {
    return directory;
  }

  /** The newest first; of each only the manifest is read, so one may be damaged. */
  public List<Backup> all() {
    return folders().stream()
        .filter(folder -> !folder.getFileName().toString().startsWith("."))
        .flatMap(folder -> Backup.find(folder).stream())
        .sorted(Comparator.comparing((Backup each) -> each.manifest().takenAt()).reversed())
        .toList();
  }

  public Optional<Backup> latest() {
    return all().stream().findFirst();
  }

  /**
   * The newest one of a database whose last migration has that number; whether it is undamaged,
   * {@code ./sparkle backup verify} tells.
   */
  public Optional<Backup> latestFor(int schemaVersion) {
    return all().stream().filter(each -> each.manifest().schema() == schemaVersion).findFirst();
  }

  /** Removes those that are too old, and what died unfinished; returns the names of the former. */
  List<String> prune(Retention retention, Instant now) {
    folders().stream()
        .filter(each -> each.getFileName().toString().startsWith(BackupWriter.PARTIAL))
        .filter(each -> changed(each).isBefore(now.minus(LONGEST)))
        .forEach(Removal::of);
    List<Backup> old =
        retention.tooOld(
            all(), each -> each.manifest().takenAt(), each -> each.manifest().identity());
    old.forEach(each -> Removal.of(each.folder()));
    return old.stream().map(Backup::id).toList();
  }

  /** The newest one besides that one, if it is of another database. */
  Optional<Backup> ofAnotherDatabaseBefore(Backup taken) {
    return all().stream()
        .filter(each -> !each.id().equals(taken.id()))
        .findFirst()
        .filter(each -> !each.manifest().identity().equals(taken.manifest().identity()));
  }

  private List<Path> folders() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(directory)) {
      return list.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + directory, e);
    }
  }

  private static Instant changed(Path folder) {
    try {
      return Files.getLastModifiedTime(folder).toInstant();
    } catch (IOException gone) {
      return Instant.MAX;
    }
  }
}
