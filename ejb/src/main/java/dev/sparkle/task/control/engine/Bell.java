package dev.sparkle.task.control.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Tells workers that there is something to do: the one of this JVM directly, those of others by
 * NOTIFY, after the commit. While one NOTIFY is on its way, further ones gather into the next: a
 * NOTIFY for each commit would make commits wait in a line. A bell that is not heard costs time,
 * never a task: workers also poll.
 */
public final class Bell {

  /** The channel; its messages are those of {@link Messages}. */
  static final String CHANNEL = "sparkle_task";

  private static final Logger LOG = System.getLogger(Bell.class.getName());

  /** A message needs no place on the disk, so its commit does not wait for one. */
  private static final String NOTIFY =
      "select set_config('synchronous_commit', 'off', true), pg_notify('"
          + CHANNEL
          + "', m) from unnest(?) as m";

  /** A commit may carry a message when none was told for so long: then no line forms. */
  private static final long CALM_NANOS = 10_000_000;

  private final DataSource database;
  private final Executor threads;
  private volatile Consumer<String> local = message -> {};
  private volatile BooleanSupplier othersListen = () -> true;
  private final Set<String> waiting = new LinkedHashSet<>();
  private boolean ringing;
  private long lastNanos = System.nanoTime();

  Bell(DataSource database, Executor threads) {
    this.database = database;
    this.threads = threads;
  }

  /** Hears what this JVM rings, on the thread of whoever rings. */
  void hear(Consumer<String> listener) {
    local = listener;
  }

  /** Whether it is worth ringing for other JVMs. */
  void others(BooleanSupplier listening) {
    othersListen = listening;
  }

  /**
   * Whether a commit may tell others itself: the soonest way, but commits that do wait in a line,
   * so only when hardly any do. Whoever is told yes tells.
   */
  boolean isCalm() {
    if (!othersListen.getAsBoolean()) {
      return false;
    }
    synchronized (waiting) {
      long now = System.nanoTime();
      boolean calm = !ringing && now - lastNanos > CALM_NANOS;
      lastNanos = now;
      return calm;
    }
  }

  /** Tells this JVM alone. */
  void ringHere(List<String> messages) {
    messages.forEach(local);
  }

  /** Rings with messages; does not wait and does not throw. */
  void ring(List<String> messages) {
    messages.forEach(local);
    if (!othersListen.getAsBoolean()) {
      return;
    }
    synchronized (waiting) {
      waiting.addAll(messages);
      if (ringing) {
        return;
      }
      ringing = true;
    }
    try {
      threads.execute(this::tell);
    } catch (RuntimeException refused) {
      stop(refused);
    }
  }

  private void tell() {
    try (Connection connection = database.getConnection()) {
      for (List<String> next = take(); !next.isEmpty(); next = take()) {
        try (PreparedStatement notify = connection.prepareStatement(NOTIFY)) {
          new Arrays(notify).add("text", next, message -> message);
          notify.execute();
        }
      }
    } catch (SQLException | RuntimeException e) {
      stop(e);
    }
  }

  private List<String> take() {
    synchronized (waiting) {
      List<String> next = List.copyOf(waiting);
      waiting.clear();
      ringing = !next.isEmpty();
      return next;
    }
  }

  private void stop(Exception e) {
    synchronized (waiting) {
      waiting.clear();
      ringing = false;
    }
    LOG.log(Level.DEBUG, "workers of other nodes were not told; they poll", e);
  }
}
