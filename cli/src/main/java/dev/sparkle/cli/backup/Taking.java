package dev.sparkle.cli.backup;

import dev.sparkle.cli.lifecycle.DataServices;
import dev.sparkle.cli.lifecycle.DbCommand;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.lifecycle.Told;
import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.PostgresPrograms;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Redis;
import dev.sparkle.cli.services.RedisAddress;
import dev.sparkle.cli.services.RedisSnapshot;
import dev.sparkle.cli.services.Tools;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.terminal.Step;
import dev.sparkle.cli.terminal.StepBoard;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Takes a backup of an installation that runs, or of which at least PostgreSQL does. */
final class Taking {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'sparkle-'yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Home home;
  private final Path directory;
  private final BackupKey key;
  private final long began = System.nanoTime();

  /**
   * @param key null: it is not encrypted
   */
  Taking(Home home, Path directory, BackupKey key) {
    this.home = home;
    this.directory = directory;
    this.key = key;
  }

  /**
   * Takes it.
   *
   * @throws Told when something is in the way; then nothing is left of it
   */
  Backup take(StepBoard board) {
    DatabaseAddress address = DbCommand.address(home);
    Database database = Database.ask(address);
    Optional<Tools> tools = Tools.provided(home.root());
    PostgresPrograms programs = PostgresPrograms.forServer(tools, database.version());
    try (DatabaseSnapshot snapshot = DatabaseSnapshot.open(address);
        BackupWriter writer = new BackupWriter(directory, NAME.format(snapshot.at()), key)) {
      int schema = snapshot.schema();
      List<Manifest.Table> tables = database(board, snapshot, writer, database, programs);
      String redis = redis(board, writer, tools);
      files(board, writer);
      return writer.finish(
          new Manifest(
              Manifest.FORMAT,
              NAME.format(snapshot.at()),
              snapshot.at(),
              Home.version(),
              schema,
              database.version(),
              database.pgvector(),
              redis,
              address.toString(),
              snapshot.identity(),
              key == null ? null : key.described(),
              writer.parts(),
              tables,
              settings(),
              Math.round((System.nanoTime() - began) / 1e8) / 10.0));
    } catch (SQLException e) {
      throw Database.trouble(address, e);
    }
  }

  /** The dump and the counting see the same moment, and run at the same time. */
  private static List<Manifest.Table> database(
      StepBoard board,
      DatabaseSnapshot snapshot,
      BackupWriter writer,
      Database database,
      PostgresPrograms programs) {
    List<List<Manifest.Table>> found = new java.util.ArrayList<>();
    Told.step(
        board,
        "PostgreSQL " + database.version(),
        step -> {
          CompletableFuture<List<Manifest.Table>> counting =
              CompletableFuture.supplyAsync(() -> count(snapshot));
          writer.part(
              Manifest.DATABASE, out -> snapshot.dump(programs, new Telling(out, "dumped", step)));
          step.now("counting rows");
          found.add(counted(counting));
          step.done(
              "%,d rows in %d tables"
                  .formatted(
                      found.get(0).stream().mapToLong(Manifest.Table::rows).sum(),
                      found.get(0).size()),
              "");
        });
    return found.get(0);
  }

  private static List<Manifest.Table> count(DatabaseSnapshot snapshot) {
    try {
      return snapshot.tables(Progress.SILENT);
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  private static List<Manifest.Table> counted(CompletableFuture<List<Manifest.Table>> counting) {
    try {
      return counting.join();
    } catch (CompletionException e) {
      throw Trouble.withFile(
          "the rows cannot be counted",
          e.getCause() instanceof Exception cause ? cause : new IllegalStateException(e));
    }
  }

  /** Nothing in Redis is the only copy: a backup without it is whole. */
  private String redis(StepBoard board, BackupWriter writer, Optional<Tools> tools) {
    Step step = board.begin("Redis");
    try {
      RedisAddress address =
          DataServices.recorded(home).orElseGet(() -> DataServices.named(home)).redis();
      Redis redis = Redis.ask(address);
      writer.part(Manifest.REDIS, out -> RedisSnapshot.write(tools, address, out));
      step.named("Redis " + redis.version())
          .done("a copy of PostgreSQL's", "restore leaves it out");
      return redis.version();
    } catch (Trouble away) {
      step.done("left out", "a copy of PostgreSQL's; " + away.getMessage());
      return "";
    }
  }

  private void files(StepBoard board, BackupWriter writer) {
    Told.step(
        board,
        "keys and settings",
        step -> {
          List<List<String>> names = new java.util.ArrayList<>();
          writer.part(Manifest.FILES, out -> names.add(KeptFiles.write(home, out)));
          step.done(names.get(0).size() + " files", "");
        });
  }

  private List<String> settings() {
    return NodeRecord.all(home).stream()
        .flatMap(node -> node.digests().keySet().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** Tells how much went through. */
  private static final class Telling extends java.io.FilterOutputStream {

    private final String what;
    private final Step step;
    private long bytes;

    Telling(OutputStream out, String what, Step step) {
      super(out);
      this.what = what;
      this.step = step;
    }

    @Override
    public void write(byte[] some, int from, int length) throws java.io.IOException {
      out.write(some, from, length);
      bytes += length;
      step.now("%s %s".formatted(what, Sizes.of(bytes)));
    }
  }

  /** Used by names of other files of the same moment. */
  static String name(Instant at) {
    return NAME.format(at);
  }
}
