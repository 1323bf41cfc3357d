package dev.sparkle.cli.backup;

import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.PostgresPrograms;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** Fills an empty database from a backup, and compares it with what the manifest tells. */
final class Refill {

  private Refill() {}

  /**
   * Fills it in one transaction.
   *
   * @param database that is empty but for the extension vector
   * @throws Trouble when it cannot, or what is there then is not what was there; the database is to
   *     be thrown away
   */
  static void fill(
      DatabaseAddress database,
      Backup backup,
      BackupKey key,
      PostgresPrograms programs,
      Progress progress) {
    Manifest.Part dump =
        backup
            .manifest()
            .part(Manifest.DATABASE)
            .orElseThrow(
                () ->
                    new Trouble(
                        ExitCode.DEGRADED,
                        "the backup " + backup.id() + " has no database in it.",
                        "Use another backup: ./sparkle backup list"));
    progress.now("filling the database");
    try (InputStream in = backup.open(dump, key)) {
      programs
          .pipe(
              "pg_restore",
              database,
              List.of(
                  "--single-transaction",
                  "--exit-on-error",
                  "--no-owner",
                  "--no-privileges",
                  "--schema=public",
                  "--dbname=" + database.database()))
          .from(in, "the database cannot be filled");
    } catch (SealedStreams.AlteredException altered) {
      throw new Trouble(
          ExitCode.DEGRADED,
          "the backup " + backup.id() + " cannot be used: " + altered.getMessage() + ".",
          "Use another backup: ./sparkle backup list",
          altered);
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + backup.folder(), e);
    }
    compare(database, backup, progress);
  }

  private static void compare(DatabaseAddress database, Backup backup, Progress progress) {
    try (Connection connection = Database.connect(database, Duration.ZERO)) {
      List<String> differences =
          TableDigests.differences(
              backup.manifest().tables(), TableDigests.of(connection, progress));
      if (!differences.isEmpty()) {
        throw new Trouble(
            ExitCode.DEGRADED,
            "what was filled in is not what the backup's manifest tells: "
                + String.join("; ", differences.subList(0, Math.min(3, differences.size())))
                + ".",
            "Use another backup: ./sparkle backup list");
      }
      progress.now("collecting statistics");
      try (Statement statement = connection.createStatement()) {
        statement.execute("analyze");
      }
    } catch (SQLException e) {
      throw Database.trouble(database, e);
    }
  }
}
