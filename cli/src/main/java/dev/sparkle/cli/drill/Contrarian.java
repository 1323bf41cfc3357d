package dev.sparkle.cli.drill;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Locks running tasks from the last to the first, while the queue goes from the first to the last;
 * and waits longer than the queue for a deadlock to be found, so that the queue is its victim.
 */
final class Contrarian implements AutoCloseable {

  private static final String LAST =
      "select id from task where state = 'running' order by id desc limit 1 for update";
  private static final String ALL =
      "select id from task where state = 'running' order by id desc for update";
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(150);

  private final DrillTables tables;
  private final Thread thread = new Thread(this::run, "contrarian");
  private final AtomicInteger victim = new AtomicInteger();
  private volatile boolean over;

  Contrarian(DrillTables tables) {
    this.tables = tables;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!over) {
      try (Connection connection = tables.open();
          Statement statement = connection.createStatement()) {
        statement.execute("set deadlock_timeout = '8s'");
        connection.setAutoCommit(false);
        while (!over) {
          statement.executeQuery(LAST).close();
          LockSupport.parkNanos(PAUSE);
          statement.executeQuery(ALL).close();
          connection.commit();
          LockSupport.parkNanos(PAUSE);
        }
        connection.rollback();
      } catch (SQLException e) {
        if ("40P01".equals(e.getSQLState())) {
          victim.incrementAndGet();
        }
        LockSupport.parkNanos(PAUSE);
      }
    }
  }

  /** How often it was the victim itself. */
  int victim() {
    return victim.get();
  }

  @Override
  public void close() {
    over = true;
    Clients.join(List.of(thread));
  }
}
