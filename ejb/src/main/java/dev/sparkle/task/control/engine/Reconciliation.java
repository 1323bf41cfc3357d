package dev.sparkle.task.control.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;

/**
 * After a statement whose answer did not come: what it claimed, or stored as running, may have been
 * committed all the same. When that is to be asked, {@link Doubts} knows.
 */
final class Reconciliation {

  /** Index task_running. */
  private static final String GIVE_BACK =
      """
      update task set state = 'queued', worker = null, attempt = attempt - 1, started_at = null
      where state = 'running' and worker = ? and not (id = any (?))
      """;

  private Reconciliation() {}

  /**
   * Gives back what this worker runs by the table, and does not by its memory.
   *
   * @param known what it holds, and what ended and is not written yet
   */
  static int giveBackUnheard(Connection connection, long worker, Collection<UUID> known)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(GIVE_BACK)) {
      new Arrays(update).add(worker).add("uuid", known, id -> id);
      return update.executeUpdate();
    }
  }
}
