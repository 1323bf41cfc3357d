package dev.sparkle.cli.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.Ports;
import dev.sparkle.cli.services.PostgresArchive;
import dev.sparkle.cli.services.PostgresCluster;
import dev.sparkle.cli.services.PostgresPrograms;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Removal;
import dev.sparkle.cli.services.Tools;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real PostgreSQL in a scratch folder. */
@Tag("long") // each test makes a cluster, and one makes it again
class BackupIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();
  private static final BackupKey KEY =
      BackupKey.of("a long passphrase".toCharArray(), new Manifest.Encryption("", "00ff", 1));

  private static final String FILL =
      """
      create table a (id int primary key, t text, v vector(3), at timestamptz default now());
      insert into a select n, 'row ' || n, '[1,2,3]' from generate_series(1, 500) n;
      create index on a using hnsw (v vector_cosine_ops);
      create table b (a int references a (id)); insert into b values (7);
      """;

  @TempDir private Path folder;
  private Tools tools;
  private PostgresCluster postgres;
  private PostgresPrograms programs;

  @BeforeEach
  void start() {
    tools = Tools.provide(CHECKOUT, Progress.SILENT);
    postgres = PostgresCluster.in(tools, folder.resolve("postgres"), Ports.free());
    postgres.start(PATIENCE, Progress.SILENT);
    programs = PostgresPrograms.forServer(Optional.of(tools), tools.postgres());
  }

  @AfterEach
  void remove() throws IOException {
    postgres.delete();
    Path archive = folder.resolve("archive");
    if (Files.exists(archive)) {
      Removal.of(archive.toRealPath()); // root's lies elsewhere
    }
  }

  @Test
  void givesTheSnapshotBackWhateverWasWrittenMeanwhileAndKeepsTheOldDatabase() throws SQLException {
    run(postgres.address(), FILL);
    Backup backup = take();

    DatabaseSwap swap = new DatabaseSwap(postgres.address(), postgres.administrator());
    swap.makeFilling();
    Refill.fill(swap.filling(), backup, KEY, programs, Progress.SILENT);
    swap.requireAlone();
    assertEquals("sparkle_before_1", swap.swap("1"));

    assertEquals("500", text(postgres.address(), "select count(*) from a"));
    assertEquals("7", text(postgres.address(), "select a from b"));
    DatabaseAddress before = postgres.address().database("sparkle_before_1");
    assertEquals("501", text(before, "select count(*) from a"));
    assertEquals(List.of("sparkle_before_1"), swap.replaced());
  }

  @Test
  void noticesWhenWhatWasFilledInIsNotWhatWasThere() throws SQLException {
    run(postgres.address(), FILL);
    Backup backup = take();
    Manifest was = backup.manifest();
    Manifest other =
        new Manifest(
            was.format(),
            was.id(),
            was.takenAt(),
            was.sparkle(),
            was.schema(),
            was.postgres(),
            was.pgvector(),
            was.redis(),
            was.database(),
            was.identity(),
            was.encryption(),
            was.parts(),
            List.of(new Manifest.Table("a", 500, "1"), was.tables().get(1)),
            was.settings(),
            0);
    DatabaseAddress scratch = postgres.createDatabase("scratch");
    Trouble noticed =
        assertThrows(
            Trouble.class,
            () ->
                Refill.fill(
                    scratch,
                    new Backup(backup.folder(), other, ""),
                    KEY,
                    programs,
                    Progress.SILENT));
    assertTrue(noticed.getMessage().contains("a has other content in 500 rows"));
  }

  @Test
  void goesBackToAMomentAndLeavesTheFilesInPlaceWhenItCannot() throws SQLException {
    Path archive = folder.resolve("archive");
    postgres.archive().turnOn(archive);
    run(postgres.address(), "create table a (id int)");
    PostgresArchive.Base base = postgres.archive().base(Progress.SILENT);
    run(postgres.address(), "select pg_sleep(1.1)"); // a base is told to the second
    run(postgres.address(), "insert into a values (1)");
    Instant moment = Instant.parse(text(postgres.address(), NOW));
    run(postgres.address(), "insert into a values (2)");
    postgres.stop(PATIENCE);

    Trouble early =
        assertThrows(
            Trouble.class,
            () ->
                postgres
                    .archive()
                    .recover(archive, base, Instant.now().plusSeconds(60), "1", Progress.SILENT));
    assertTrue(
        early.getMessage().contains("recovery ended before configured recovery target"),
        early.getMessage());
    assertFalse(postgres.running());
    postgres.start(PATIENCE, Progress.SILENT);
    assertEquals("2", text(postgres.address(), "select count(*) from a"));
    postgres.stop(PATIENCE);

    Optional<Path> before = postgres.archive().recover(archive, base, moment, "2", Progress.SILENT);
    assertTrue(before.isPresent());
    assertEquals("1", text(postgres.address(), "select string_agg(id::text, ',') from a"));
  }

  private static final String NOW =
      "select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";

  private Backup take() throws SQLException {
    try (DatabaseSnapshot snapshot = DatabaseSnapshot.open(postgres.address());
        BackupWriter writer = new BackupWriter(folder.resolve("backups"), "sparkle-1", KEY)) {
      run(postgres.address(), "insert into a (id) values (501); update b set a = 8");
      writer.part(Manifest.DATABASE, out -> snapshot.dump(programs, out));
      return writer.finish(
          new Manifest(
              1,
              "sparkle-1",
              snapshot.at(),
              "0.1.0",
              0,
              tools.postgres(),
              tools.pgvector(),
              "",
              "",
              "",
              KEY.described(),
              writer.parts(),
              snapshot.tables(Progress.SILENT),
              List.of(),
              0));
    }
  }

  private static void run(DatabaseAddress database, String sql) throws SQLException {
    try (Connection connection = Database.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(DatabaseAddress database, String sql) throws SQLException {
    try (Connection connection = Database.connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
