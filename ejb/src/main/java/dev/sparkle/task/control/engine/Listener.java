package dev.sparkle.task.control.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears what other JVMs tell, on a connection of its own. While it is deaf (the database is away),
 * workers find out by polling.
 */
final class Listener {

  private static final Logger LOG = System.getLogger(Listener.class.getName());
  private static final int PATIENCE_MILLIS = 1000;

  private final DataSource database;
  private final Consumer<String> hears;
  private final Signal stop = new Signal();
  private volatile boolean stopped;

  Listener(DataSource database, Consumer<String> hears) {
    this.database = database;
    this.hears = hears;
  }

  void stop() {
    stopped = true;
    stop.ring();
  }

  /** The loop, until it is stopped or interrupted. */
  void run() {
    while (!stopped) {
      try (Connection connection = database.getConnection()) {
        listen(connection);
      } catch (SQLException | RuntimeException e) {
        LOG.log(Level.DEBUG, "not listening; workers poll", e);
        try {
          stop.await(PATIENCE_MILLIS);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + Bell.CHANNEL);
      // what was told while nobody listened is not told again
      hears.accept(Messages.QUEUES);
      hears.accept(Messages.DUE);
      hears.accept(Messages.HELD);
      PGConnection notified = connection.unwrap(PGConnection.class);
      while (!stopped) {
        PGNotification[] messages = notified.getNotifications(PATIENCE_MILLIS);
        if (messages != null) {
          for (PGNotification message : messages) {
            hears.accept(message.getParameter());
          }
        }
      }
      statement.execute("unlisten *");
    }
  }
}
