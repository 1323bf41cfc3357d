package dev.sparkle.cli.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackupTest {

  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isWholeAsItWasWritten(boolean encrypted) throws IOException {
    BackupKey key = encrypted ? key("a long passphrase") : null;
    Backup written = write("sparkle-1", NOON, 16, key);
    Backup read = Backup.read(written.folder());
    assertEquals(written.manifest(), read.manifest());
    read.check(key, Progress.SILENT);
    assertArrayEquals(
        "rows".getBytes(StandardCharsets.UTF_8),
        read.open(read.manifest().part(Manifest.DATABASE).orElseThrow(), key).readAllBytes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          change   | the checksum of database.dump is another one
          shorten  | database.dump has 3 bytes, and should have 4
          remove   | database.dump is missing
          manifest | the manifest was altered
          seal     | the manifest was altered
          """)
  void isRefusedWhenItIsNotAsItWasWritten(String damage, String why) throws IOException {
    Path folder = write("sparkle-1", NOON, 16, null).folder();
    Path dump = folder.resolve(Manifest.DATABASE);
    switch (damage) {
      case "change" -> Files.writeString(dump, "rowz");
      case "shorten" -> Files.writeString(dump, "row");
      case "remove" -> Files.delete(dump);
      case "seal" -> Files.delete(folder.resolve(Backup.SEAL));
      default -> {
        Path manifest = folder.resolve(Backup.MANIFEST);
        Files.writeString(
            manifest, Files.readString(manifest).replace("\"rows\" : 7", "\"rows\" : 8"));
      }
    }
    Trouble refused =
        assertThrows(Trouble.class, () -> Backup.read(folder).check(null, Progress.SILENT), damage);
    assertEquals("the backup sparkle-1 cannot be used: " + why + ".", refused.getMessage());
  }

  @Test
  void isRefusedWithAnotherPassphrase() {
    Backup backup = write("sparkle-1", NOON, 16, key("a long passphrase"));
    Trouble refused =
        assertThrows(
            Trouble.class,
            () ->
                backup.check(
                    BackupKey.of("another one".toCharArray(), backup.manifest().encryption()),
                    Progress.SILENT));
    assertTrue(refused.getMessage().contains("the passphrase is another one"));
  }

  @Test
  void leavesNothingWhenItIsNotFinished() throws IOException {
    try (BackupWriter writer = new BackupWriter(directory, "sparkle-1", null)) {
      writer.part(Manifest.DATABASE, out -> out.write(1));
      assertEquals(List.of(), Backups.in(directory).all());
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void isReadableByItsOwnerAlone() throws IOException {
    Path folder = write("sparkle-1", NOON, 16, null).folder();
    assertEquals("rwx------", rights(folder));
    for (String file : List.of(Manifest.DATABASE, Backup.MANIFEST, Backup.SEAL)) {
      assertEquals("rw-------", rights(folder.resolve(file)), file);
    }
  }

  @Test
  void isFoundBySchemaAndTheOldOnesGo() {
    write("sparkle-1", NOON, 15, null);
    write("sparkle-2", NOON.plusSeconds(1), 16, null);
    write("sparkle-3", NOON.plusSeconds(2), 16, null);
    Backups backups = Backups.in(directory);
    assertEquals(Optional.of("sparkle-3"), backups.latestFor(16).map(Backup::id));
    assertEquals(Optional.of("sparkle-1"), backups.latestFor(15).map(Backup::id));
    assertEquals(Optional.empty(), backups.latestFor(14));
    assertEquals(List.of("sparkle-1"), backups.prune(new Retention(2, 0, 0, 0), NOON));
    assertEquals(
        List.of("sparkle-3", "sparkle-2"), backups.all().stream().map(Backup::id).toList());
  }

  @Test
  void isNotRemovedForOnesOfAnotherDatabase() {
    write("sparkle-1", NOON, 16, null);
    write("sparkle-2", NOON.plusSeconds(1), 16, null);
    Backups backups = Backups.in(directory);
    for (int n = 3; n < 6; n++) {
      Backup empty = write("sparkle-" + n, NOON.plusSeconds(n), 16, null, "2/c");
      assertEquals(
          n == 3 ? Optional.of("sparkle-2") : Optional.empty(),
          backups.ofAnotherDatabaseBefore(empty).map(Backup::id));
    }
    assertEquals(
        List.of("sparkle-4", "sparkle-3", "sparkle-1"),
        backups.prune(new Retention(1, 0, 0, 0), NOON));
    assertEquals(
        List.of("sparkle-5", "sparkle-2"), backups.all().stream().map(Backup::id).toList());
  }

  @Test
  void isOfItsAddressWhereItTellsNoMore() throws IOException {
    Manifest told = write("sparkle-1", NOON, 16, null).manifest();
    assertEquals("1/c", Manifest.parse(told.text()).identity());
    String old = told.text().replaceFirst("\\s*\"identity\" : \"1/c\",", "");
    assertEquals("postgresql://a@b:1/c", Manifest.parse(old).identity());
  }

  @Test
  void leavesAForeignFolderAlone() throws IOException {
    write("sparkle-1", NOON, 16, null);
    Path foreign = Files.createDirectories(directory.resolve("photos"));
    Backups.in(directory).prune(new Retention(1, 0, 0, 0), NOON);
    assertTrue(Files.exists(foreign));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | 16 | 15.18 | 0.8.0  |
          1 | 3  | 14.2  | 0.7.4  |
          1 | 17 | 15.18 | 0.8.0  | the backup has schema 17, and this Sparkle knows only up to 16: it is of a newer version (0.1.0).
          2 | 16 | 15.18 | 0.8.0  | the backup has format 2, and this Sparkle reads format 1.
          1 | 16 | 16.1  | 0.8.0  | the backup is of PostgreSQL 16.1, and the server here is older: 15.18.
          1 | 16 | 15.18 | 0.10.0 | the backup is of pgvector 0.10.0, and the server here has 0.8.0.
          1 | 16 | 15.99 | 0.8.0  |
          """)
  void isRefusedWhenItIsOfAnotherTime(
      int format, int schema, String postgres, String pgvector, String why) {
    Manifest manifest = manifest("sparkle-1", NOON, format, schema, postgres, pgvector, List.of());
    assertEquals(
        Optional.ofNullable(why),
        new Fitness(16, "15.18", "0.8.0").refuses(manifest).map(Fitness.Refusal::what));
  }

  @Test
  void tellsWhatIsNotAsItWas() {
    List<Manifest.Table> was =
        List.of(
            new Manifest.Table("a", 1, "1"),
            new Manifest.Table("b", 2, "2"),
            new Manifest.Table("c", 3, "3"));
    assertEquals(List.of(), TableDigests.differences(was, was));
    assertEquals(
        List.of(
            "a has 2 rows and had 1",
            "b has other content in 2 rows",
            "c is missing",
            "d was not there"),
        TableDigests.differences(
            was,
            List.of(
                new Manifest.Table("a", 2, "1"),
                new Manifest.Table("b", 2, "9"),
                new Manifest.Table("d", 0, "0"))));
  }

  private Backup write(String id, Instant at, int schema, BackupKey key) {
    return write(id, at, schema, key, "1/c");
  }

  private Backup write(String id, Instant at, int schema, BackupKey key, String identity) {
    try (BackupWriter writer = new BackupWriter(directory, id, key)) {
      writer.part(Manifest.DATABASE, out -> out.write("rows".getBytes(StandardCharsets.UTF_8)));
      Manifest plain = manifest(id, at, 1, schema, "15.18", "0.8.0", writer.parts());
      return writer.finish(
          new Manifest(
              plain.format(),
              plain.id(),
              plain.takenAt(),
              plain.sparkle(),
              plain.schema(),
              plain.postgres(),
              plain.pgvector(),
              plain.redis(),
              plain.database(),
              identity,
              key == null ? null : key.described(),
              plain.parts(),
              plain.tables(),
              plain.settings(),
              plain.seconds()));
    }
  }

  private static Manifest manifest(
      String id,
      Instant at,
      int format,
      int schema,
      String postgres,
      String pgvector,
      List<Manifest.Part> parts) {
    return new Manifest(
        format,
        id,
        at,
        "0.1.0",
        schema,
        postgres,
        pgvector,
        "",
        "postgresql://a@b:1/c",
        null,
        null,
        parts,
        List.of(new Manifest.Table("task", 7, "12")),
        List.of("SPARKLE_LLM_MODEL"),
        1.5);
  }

  private static BackupKey key(String passphrase) {
    return BackupKey.of(
        passphrase.toCharArray(), new Manifest.Encryption("AES-256-GCM", "00ff", 1));
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
