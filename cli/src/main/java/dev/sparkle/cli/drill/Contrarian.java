package dev.sparkle.cli.drill;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Brings the queue's own statement into deadlocks. It locks the first running task, so that the
 * queue waits and several ends gather; then the last one, and lets the first go: the queue locks
 * the gathered ones from the first on, waits for the last, and the contrarian wants the others. It
 * waits longer than the queue for a deadlock to be found, so that the queue is the victim.
 */
final class Contrarian implements AutoCloseable {

  private static final String FIRST =
      "select id from task where state = 'running' order by id limit 1 for update";
  private static final String LAST =
      "select id from task where state = 'running' order by id desc limit 1 for update";
  private static final String ALL =
      "select id from task where state = 'running' order by id desc for update";
  private static final long GATHER = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

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
      try (Connection first = tables.open();
          Connection last = tables.open();
          Statement holding = first.createStatement();
          Statement crossing = last.createStatement()) {
        crossing.execute("set deadlock_timeout = '8s'");
        first.setAutoCommit(false);
        last.setAutoCommit(false);
        while (!over) {
          holding.executeQuery(FIRST).close();
          LockSupport.parkNanos(GATHER);
          crossing.executeQuery(LAST).close();
          first.commit();
          LockSupport.parkNanos(PAUSE);
          crossing.executeQuery(ALL).close();
          last.commit();
          LockSupport.parkNanos(GATHER);
        }
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
