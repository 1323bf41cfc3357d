package dev.sparkle.task.control.engine;

import dev.sparkle.task.control.TaskHandler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What must happen in time, beside the dispatcher: the lease is renewed, deadlines are kept,
 * progress is written, and the tasks of silent workers are taken over.
 */
final class Watch {

  /** How late a deadline, or a silent worker, is noticed. */
  static final long TICK_MILLIS = 250;

  private static final Logger LOG = System.getLogger(Watch.class.getName());

  /** Beats in a lease. */
  private static final int BEATS = 4;

  /** Index task_running. In case the message was not heard. */
  private static final String CANCELLED =
      "select id from task where state = 'running' and worker = ? and cancel_requested";

  private final Parts parts;
  private final Dispatcher dispatcher;
  private final Lease lease;
  private final Checkpoints checkpoints;
  private final Duration length;
  private volatile int others = 1;
  private volatile long beatAt = System.nanoTime();
  private long ticks;

  /** Not before this moment: after a time without the database, others must renew first. */
  private Instant mayRescue = Instant.MIN;

  Watch(Parts parts, Dispatcher dispatcher, Lease lease, Duration length) {
    this.parts = parts;
    this.dispatcher = dispatcher;
    this.lease = lease;
    this.length = length;
    this.checkpoints = new Checkpoints(parts.database());
  }

  /** Whether other workers are there to be told. */
  boolean hasOthers() {
    return others > 0;
  }

  /** Whether it beat within a lease's length, or has just begun. */
  boolean isAlive() {
    return System.nanoTime() - beatAt <= length.toNanos();
  }

  /** Every {@link #TICK_MILLIS}. */
  void tick() {
    try {
      deadlines();
      long worker = dispatcher.worker();
      if (worker == 0) {
        return;
      }
      if (ticks % Math.max(1, length.toMillis() / BEATS / TICK_MILLIS) == 0) {
        beat(worker);
      }
      if (ticks % 2 == 0) {
        tellProgress(worker);
        rescue(worker);
      }
      ticks++;
    } catch (SQLException | RuntimeException e) {
      mayRescue = parts.clock().instant().plus(length);
      LOG.log(Level.WARNING, "the lease could not be renewed: {0}", e.getMessage());
    }
  }

  private void beat(long worker) throws SQLException {
    if (!lease.renew(worker)) {
      LOG.log(Level.WARNING, "this node was silent too long; its tasks start elsewhere");
      dispatcher.lost();
    }
    beatAt = System.nanoTime();
    others = lease.others(worker);
    cancelled(worker);
  }

  private void rescue(long worker) throws SQLException {
    if (parts.clock().instant().isBefore(mayRescue)) {
      return;
    }
    int rescued = lease.rescue(worker);
    if (rescued > 0) {
      LOG.log(Level.WARNING, "{0} tasks of nodes that went silent start again", rescued);
      dispatcher.admitAgain();
    }
  }

  private void deadlines() {
    Instant now = parts.clock().instant();
    for (RunningAttempt each : dispatcher.running()) {
      if (now.isAfter(each.deadline()) && each.end()) {
        Duration allowed =
            parts
                .handlers()
                .find(each.claimed().type())
                .map(TaskHandler::deadline)
                .orElse(Duration.ZERO);
        dispatcher.runner().timedOut(each, allowed);
        each.interrupt();
      }
    }
  }

  private void tellProgress(long worker) throws SQLException {
    List<RunningAttempt> news =
        dispatcher.running().stream().filter(each -> each.untold().isPresent()).toList();
    checkpoints.tell(worker, news);
  }

  private void cancelled(long worker) throws SQLException {
    if (dispatcher.running().isEmpty()) {
      return;
    }
    try (Connection connection = parts.database().getConnection();
        PreparedStatement select = connection.prepareStatement(CANCELLED)) {
      select.setLong(1, worker);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          RunningAttempt running = dispatcher.find(rows.getObject(1, UUID.class));
          if (running != null && !running.isCancelled()) {
            running.cancel();
          }
        }
      }
    }
  }
}
