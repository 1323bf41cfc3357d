package dev.sparkle.cli.backup;

import dev.sparkle.cli.lifecycle.DataServices;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.Migrations;
import dev.sparkle.cli.lifecycle.RestoreMark;
import dev.sparkle.cli.lifecycle.Told;
import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.PostgresCluster;
import dev.sparkle.cli.services.PostgresPrograms;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Redis;
import dev.sparkle.cli.services.Removal;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.terminal.StepBoard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives a backup back. First a database beside the old one is filled and compared, while nothing of
 * the installation changes; then databases change names in one transaction, the files are put in
 * place, and Redis is emptied. Whenever it dies, it can be repeated; between the first change and
 * the last there is a {@link RestoreMark}, with which {@code up} starts nothing.
 */
final class Restoring implements AutoCloseable {

  /** A database without a table of ours: nothing of it can be lost. */
  private static final String TABLES =
      """
      select count(*) from pg_class c where c.relnamespace = 'public'::regnamespace
        and c.relkind in ('r', 'p') and not exists
          (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      """;

  private final Home home;
  private final Backup backup;
  private final BackupKey key;
  private final DataServices data;
  private boolean startedPostgres;
  private Optional<PostgresCluster> own = Optional.empty();
  private DatabaseSwap swap;
  private DatabaseAddress target;
  private PostgresPrograms programs;

  /** What was done. */
  record Outcome(String oldDatabase, List<String> replacedFiles, Path oldFiles, String redis) {}

  Restoring(Home home, Backup backup, BackupKey key) {
    this.home = home;
    this.backup = backup;
    this.key = key;
    data = DataServices.named(home);
  }

  /**
   * Looks whether it can be done; only starts our PostgreSQL. Which services the installation uses
   * is not recorded anew: nobody was asked yet.
   *
   * @throws Told when it cannot
   */
  void prepare(StepBoard board) {
    Told.step(
        board,
        "checksums",
        step -> {
          backup.check(key, step);
          step.done(
              "%d parts, %s"
                  .formatted(backup.manifest().parts().size(), Sizes.of(backup.manifest().bytes())),
              "");
        });
    Told.step(
        board,
        "PostgreSQL",
        step -> {
          data.rememberFirst();
          startedPostgres = data.ownPostgres() && !data.postgresRuns();
          own = data.startOwnPostgres(step);
          target = data.database();
          swap = new DatabaseSwap(target, own.map(PostgresCluster::administrator).orElse(target));
          Database server = Database.ask(own.map(PostgresCluster::administrator).orElse(target));
          new Fitness(Migrations.newest(home), server.version(), server.pgvector())
              .refuses(backup.manifest())
              .ifPresent(VerifyCommand::refuse);
          programs = PostgresPrograms.forServer(data.tools(), server.version());
          requireMayReplace();
          swap.requireAlone();
          step.named("PostgreSQL " + server.version()).done(target.place(), "");
        });
  }

  private void requireMayReplace() {
    if (inPlace() && tables() > 0) {
      throw new Trouble(
          ExitCode.SERVICE,
          "the database %s has tables in it, and %s may not put another in its place."
              .formatted(target.database(), target.user()),
          "Name an empty database by SPARKLE_DATABASE_URL, or let an administrator run: alter role "
              + target.user()
              + " createdb;");
    }
  }

  /** An empty database of a server where we may make none is filled itself. */
  private boolean inPlace() {
    return own.isEmpty() && !swap.allowed();
  }

  private long tables() {
    try (Connection connection = Database.connect(target);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TABLES)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw Database.trouble(target, e);
    }
  }

  /** What would be replaced, as a sentence. */
  String replaces() {
    long tables = swap.targetExists() ? tables() : 0;
    return tables == 0
        ? "The database %s is empty.".formatted(target)
        : "The database %s (%d tables) gives its name to the backup of %s; it is kept under another."
            .formatted(target, tables, backup.manifest().takenAt());
  }

  /** Does it; from then on the installation uses the services that it was done to. */
  Outcome perform(StepBoard board, String time) {
    Path laidOut = home.folder().resolve("restore-files");
    Path before = home.folder().resolve("before-restore-" + time);
    boolean inPlace = inPlace();
    Told.step(
        board,
        "fill and compare",
        step -> {
          fill(inPlace, step);
          step.done(
              "%,d rows in %d tables"
                  .formatted(backup.manifest().rows(), backup.manifest().tables().size()),
              "");
        });
    layOut(laidOut);
    RestoreMark.set(home, backup.folder().toString());
    data.remember();
    List<Outcome> outcome = new ArrayList<>();
    Told.step(
        board,
        "change over",
        step -> {
          step.now("database");
          String old = inPlace ? "" : swap.swap(time);
          step.now("files");
          List<String> replaced = KeptFiles.place(laidOut, home, before);
          step.now("Redis");
          outcome.add(new Outcome(old, replaced, before, emptyRedis()));
          step.done("", "");
        });
    Removal.of(laidOut);
    RestoreMark.remove(home);
    return outcome.get(0);
  }

  private void fill(boolean inPlace, Progress progress) {
    if (inPlace) {
      Refill.fill(target, backup, key, programs, progress);
      return;
    }
    progress.now("making a database beside the old one");
    swap.makeFilling();
    try {
      Refill.fill(swap.filling(), backup, key, programs, progress);
    } catch (Trouble notUsable) {
      swap.dropFilling();
      throw notUsable;
    }
  }

  private void layOut(Path folder) {
    Removal.of(folder);
    Optional<Manifest.Part> part = backup.manifest().part(Manifest.FILES);
    if (part.isEmpty()) {
      return;
    }
    try (InputStream in = backup.open(part.get(), key)) {
      Files.createDirectories(folder);
      KeptFiles.layOut(in, folder);
    } catch (IOException e) {
      throw Trouble.withFile("cannot read the files of the backup", e);
    }
  }

  /** It holds copies of what the database said before, which nodes would take for true. */
  private String emptyRedis() {
    return emptyRedis(data);
  }

  static String emptyRedis(DataServices data) {
    if (data.ownRedis()) {
      data.stopRedis();
      data.emptyOwnRedis();
      return "emptied";
    }
    try {
      Redis.empty(data.redis());
      return "emptied";
    } catch (Trouble away) {
      return "not emptied: " + away.getMessage() + " " + away.remedy();
    }
  }

  /** Stops what it started. */
  @Override
  public void close() {
    if (startedPostgres) {
      data.stopPostgres();
    }
  }
}
