package dev.sparkle.task.control;

import dev.sparkle.task.entity.TaskChanged;
import dev.sparkle.task.entity.TaskState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears from the database which tasks of accounts change, on whichever node they run: triggers on
 * {@code task} and {@code task_done} tell it. One connection a node, none a socket. While it is
 * deaf (the database is away) news is lost, and is not made up for.
 */
final class NewsListener {

  /** As in V5__task.sql. */
  private static final String CHANNEL = "sparkle_task_news";

  private static final Logger LOG = System.getLogger(NewsListener.class.getName());
  private static final Duration LISTEN = Duration.ofSeconds(1);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

  private final DataSource database;
  private final Consumer<TaskChanged> hears;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * @param database outside of any transaction manager
   * @param hears must return at once
   */
  NewsListener(DataSource database, Consumer<TaskChanged> hears) {
    this.database = database;
    this.hears = hears;
  }

  void stop() {
    stopped.countDown();
  }

  /** Listens until it is stopped or interrupted. */
  void run() {
    try {
      while (stopped.getCount() > 0) {
        try (Connection connection = database.getConnection()) {
          listen(connection);
        } catch (SQLException | RuntimeException e) {
          LOG.log(Level.DEBUG, "no news of tasks for a moment", e);
          stopped.await(TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + CHANNEL);
      PGConnection notified = connection.unwrap(PGConnection.class);
      while (stopped.getCount() > 0) {
        PGNotification[] messages = notified.getNotifications((int) LISTEN.toMillis());
        if (messages != null) {
          for (PGNotification message : messages) {
            read(message.getParameter()).ifPresent(hears);
          }
        }
      }
      statement.execute("unlisten *"); // the connection goes back to its pool
    }
  }

  /** Id, account, state, progress. Empty: a later version tells it otherwise. */
  static Optional<TaskChanged> read(String message) {
    String[] words = message.split(" ");
    try {
      return Optional.of(
          new TaskChanged(
              UUID.fromString(words[0]),
              UUID.fromString(words[1]),
              TaskState.of(words[2]),
              Double.parseDouble(words[3])));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException unknown) {
      return Optional.empty();
    }
  }
}
