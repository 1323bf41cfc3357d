package dev.sparkle.task.control.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** Local transactions, and another try where PostgreSQL asks for one. */
final class Transactions {

  /** Deadlock found, and could not serialise: the other one went on, so another try may work. */
  private static final Set<String> TRY_AGAIN = Set.of("40P01", "40001");

  private static final int TRIES = 5;

  /** Work on the database. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException;
  }

  private Transactions() {}

  /** Runs the work in a transaction of its own on the connection, which is in autocommit mode. */
  static <T> T in(Connection connection, Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.run();
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback();
      } catch (SQLException lost) {
        e.addSuppressed(lost);
      }
      throw e;
    } finally {
      restore(connection);
    }
  }

  private static void restore(Connection connection) throws SQLException {
    if (!connection.isClosed()) {
      connection.setAutoCommit(true);
    }
  }

  /** Runs the work again while PostgreSQL asks for it, a few times; it must be whole by itself. */
  static <T> T retrying(Work<T> work) throws SQLException {
    for (int tries = 1; ; tries++) {
      try {
        return work.run();
      } catch (SQLException e) {
        if (tries == TRIES || !TRY_AGAIN.contains(String.valueOf(e.getSQLState()))) {
          throw e;
        }
      }
    }
  }
}
