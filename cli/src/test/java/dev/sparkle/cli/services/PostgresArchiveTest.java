package dev.sparkle.cli.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recovery does before the server starts; the rest is BackupIT's. */
class PostgresArchiveTest {

  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  @TempDir private Path folder;

  private Path archive;
  private Path postgres;
  private PostgresCluster cluster;

  @BeforeEach
  void makesAClusterAndAnArchive() throws IOException {
    // the account that root lends comes through
    open(folder);
    archive = open(Files.createDirectory(folder.resolve("archive")));
    open(Files.createDirectory(archive.resolve("wal")));
    postgres = open(Files.createDirectory(folder.resolve("postgres")));
    Path data = Files.createDirectory(postgres.resolve("data"));
    Files.writeString(data.resolve("PG_VERSION"), "15\n");
    Files.writeString(postgres.resolve("sparkle.password"), "today's\n");
    cluster = PostgresCluster.in(null, postgres, 15432);
  }

  @AfterEach
  void removesWhatAnAccountOfItsOwnLeft() throws IOException {
    Folders.delete(postgres);
  }

  @Test
  void leavesTheFilesInPlaceWhenItFailsBeforeTheServerStarts() throws IOException {
    PostgresArchive.Base base = base();
    // a password of the base that cannot be read
    Files.createDirectory(base.folder().resolve("sparkle.password"));
    Trouble failed = assertThrows(Trouble.class, () -> recover(base));
    assertTrue(failed.remedy().contains("is in its place"), failed.remedy());
    assertEquals("15\n", Files.readString(postgres.resolve("data/PG_VERSION")));
    assertEquals("today's\n", Files.readString(postgres.resolve("sparkle.password")));
    assertFalse(cluster.archive().recovering());
  }

  @Test
  void makesNoEmptyClusterWhileARecoveryIsUnfinished() throws IOException {
    Folders.move(postgres.resolve("data"), postgres.resolve("data.before-1"));
    Files.writeString(postgres.resolve("recovering"), "1\n");
    assertTrue(cluster.archive().recovering());
    PostgresFolder files = new PostgresFolder(postgres);
    Trouble refused =
        assertThrows(
            Trouble.class, () -> files.create(null, ServiceAccount.current(), Progress.SILENT));
    assertTrue(refused.remedy().contains("data.before-1"), refused.remedy());
    assertThrows(Trouble.class, () -> cluster.start(Duration.ofSeconds(1), Progress.SILENT));
    assertFalse(Files.exists(postgres.resolve("data")));
  }

  private Optional<Path> recover(PostgresArchive.Base base) {
    return cluster.archive().recover(archive, base, NOON, "1", Progress.SILENT);
  }

  /** A base as far as unpacking it goes. */
  private PostgresArchive.Base base() throws IOException {
    Path base = open(Files.createDirectory(archive.resolve("base-20261126T110000Z")));
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("postgresql.auto.conf"), "");
    Files.createDirectory(files.resolve("pg_wal"));
    tar(base.resolve("base.tar.gz"), files);
    tar(base.resolve("pg_wal.tar.gz"), files.resolve("pg_wal"));
    try (Stream<Path> parts = Files.list(base)) {
      parts.forEach(each -> Folders.permit(each, "rw-r--r--"));
    }
    return new PostgresArchive.Base(base, NOON.minusSeconds(3600));
  }

  private static void tar(Path archive, Path of) {
    assertTrue(
        Invocation.of(List.of("tar", "-czf", archive.toString(), "-C", of.toString(), "."))
            .run()
            .succeeded());
  }

  private static Path open(Path folder) {
    Folders.permit(folder, "rwxr-xr-x");
    return folder;
  }
}
