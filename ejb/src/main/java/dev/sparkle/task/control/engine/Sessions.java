package dev.sparkle.task.control.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** How the connection is set up on which the dispatcher takes its turns. */
final class Sessions {

  private static final Logger LOG = System.getLogger(Sessions.class.getName());

  /**
   * The plan of {@link Turn} is made once and by index: the tables go from empty to a million rows
   * and back faster than statistics follow, and a plan for an empty table would read the full one
   * through. Loops within loops over what a turn tells would cost its square.
   */
  private static final String SETTINGS =
      """
      set enable_seqscan = off;
      set enable_nestloop = off;
      set enable_mergejoin = off;
      set jit = off;
      set plan_cache_mode = force_generic_plan;
      set idle_in_transaction_session_timeout = '10s'
      """;

  private Sessions() {}

  /** Others get the connection as it was. */
  static void restore(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("reset all");
    } catch (SQLException broken) {
      LOG.log(Level.DEBUG, "the connection is not used again", broken);
    }
  }

  static void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(SETTINGS);
    }
  }
}
