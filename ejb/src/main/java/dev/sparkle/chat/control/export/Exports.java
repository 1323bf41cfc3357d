package dev.sparkle.chat.control.export;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.task.control.jobs.Fence;
import dev.sparkle.task.control.jobs.JobRuns;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Copies of everything that an account has: conversations with their messages, materials with their
 * files, as one ZIP that is kept for some days. The steps of the job {@code export}, and fetching
 * what it made. Thread-safe; a method that cannot reach the database throws IllegalStateException.
 */
public class Exports {

  private final DataSource database;
  private final ExportRows rows = new ExportRows();
  private final ExportContent content = new ExportContent();

  public Exports(DataSource database) {
    this.database = Objects.requireNonNull(database, "database");
  }

  /** An export of the caller's, unless it has been removed or its time is over. */
  public Optional<Export> find(Caller caller, UUID id) {
    return sql(connection -> rows.find(connection, caller.account(), id));
  }

  /** The one of the caller's that is being made; empty: none is. */
  public Optional<UUID> making(Caller caller) {
    return sql(connection -> rows.making(connection, caller.account()));
  }

  /**
   * Copies a ZIP of the caller's to a stream, a part at a time.
   *
   * @return false if there is none that is ready; then nothing was written
   * @throws IOException if the stream does not take it
   */
  public boolean fetch(Caller caller, UUID id, OutputStream into) throws IOException {
    if (find(caller, id).filter(Export::ready).isEmpty()) {
      return false;
    }
    int ordinal = 0;
    Optional<byte[]> part = part(id, ordinal);
    while (part.isPresent()) {
      into.write(part.get());
      ordinal++;
      part = part(id, ordinal);
    }
    return true;
  }

  private Optional<byte[]> part(UUID id, int ordinal) {
    return sql(connection -> rows.part(connection, id, ordinal));
  }

  /** Notes an export that is to be made, in the caller's transaction if there is one. */
  void insert(UUID id, UUID account, UUID task, Duration kept) {
    sql(
        connection -> {
          rows.insert(connection, id, account, task, kept);
          return null;
        });
  }

  /** What goes into an export; empty if it was removed. */
  public List<ExportItem> items(UUID export) {
    return sql(
        connection -> {
          Optional<UUID> account = rows.account(connection, export);
          return account.isEmpty() ? List.of() : content.items(connection, account.get());
        });
  }

  /**
   * Adds the files of some items, in the caller's transaction.
   *
   * @throws dev.sparkle.task.control.jobs.FencedException if another run has begun
   */
  public void write(UUID export, Fence fence, List<ExportItem> items) {
    sql(
        connection -> {
          JobRuns.hold(connection, fence);
          Optional<UUID> account = rows.account(connection, export);
          if (account.isPresent()) {
            for (ExportItem item : items) {
              append(connection, export, content.of(connection, account.get(), item));
            }
          }
          return null;
        });
  }

  private void append(Connection connection, UUID export, List<ExportContent.Content> files)
      throws SQLException {
    for (ExportContent.Content file : files) {
      ExportRows.End end = rows.end(connection, export);
      ZipFileEntry entry = ZipFileEntry.of(file.name(), file.bytes(), end.bytes());
      rows.append(connection, export, end.parts(), entry.local(), entry.directory());
    }
  }

  /**
   * Completes the ZIP, in the caller's transaction if there is one. Done twice, it is done once.
   */
  public void finish(UUID export, Fence fence) {
    sql(
        connection -> {
          JobRuns.hold(connection, fence);
          if (rows.finish(connection, export)) {
            ExportRows.End end = rows.end(connection, export);
            byte[] last = ZipFileEntry.end(rows.directories(connection, export), end.bytes());
            rows.append(connection, export, end.parts(), last, null);
          }
          return null;
        });
  }

  private interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  private <T> T sql(Work<T> work) {
    try (Connection connection = database.getConnection()) {
      return work.run(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("The export did not reach the database.", e);
    }
  }
}
