package dev.sparkle.cli.lifecycle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Watches one node and decides when it is started again. Knows no process: it is told what is seen
 * of the node, and says what to do.
 *
 * <pre>
 *            seen dead               wait is over
 *  RUNNING ────────────► WAITING ────────────────► STARTING ──seen ready──► RUNNING
 *     │                   ▲    │ too many in a row     │
 *     │ stopped in order  │    └──────► GIVEN_UP       │ seen dead, or did not start
 *     ▼                   └────────────────────────────┘
 *  STOPPED          GIVEN_UP, STOPPED, WAITING ──seen alive──► RUNNING (somebody started it)
 * </pre>
 */
final class Watch {

  /** What is seen of a node. */
  enum Sight {
    /** Its process runs and it says that it is ready. */
    READY,
    /** Its process runs. */
    ALIVE,
    /** Its process is gone, and the log does not say that it was stopped. */
    DEAD,
    /** Its process is gone, and somebody asked it to end. */
    STOPPED
  }

  /** Where the watch stands. */
  enum State {
    RUNNING,
    WAITING,
    STARTING,
    GIVEN_UP,
    STOPPED;

    String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final String node;
  private final String logs;
  private final Backoff backoff;
  private final Clock clock;
  private final Consumer<String> log;

  private State state = State.RUNNING;
  private int deaths;
  private int restarts;
  private String reason = "";
  private Instant died;
  private Instant restarted;
  private Instant next;
  private Instant ready;

  /**
   * @param log hears one sentence or two about everything that happens
   */
  Watch(String node, Backoff backoff, Clock clock, Consumer<String> log) {
    this(node, "./sparkle logs --node " + node, backoff, clock, log);
  }

  /**
   * The same of something that is no node.
   *
   * @param logs where one sees why it died
   */
  Watch(String what, String logs, Backoff backoff, Clock clock, Consumer<String> log) {
    this.node = what;
    this.logs = logs;
    this.backoff = backoff;
    this.clock = clock;
    this.log = log;
  }

  /** Takes up what an earlier supervisor noted. */
  void resume(SupervisionRecord.Entry before) {
    restarts = before.restarts();
    died = before.diedAt() == null ? null : Instant.parse(before.diedAt());
    restarted = before.restartedAt() == null ? null : Instant.parse(before.restartedAt());
    reason = before.reason() == null ? "" : before.reason();
  }

  /**
   * Hears what is seen now.
   *
   * @param why what the node's log gives as the cause, asked only when it is dead
   * @return whether the node is to be started now; {@link #launched} or {@link #failed} follows
   */
  boolean sees(Sight sight, Supplier<String> why) {
    switch (sight) {
      case READY, ALIVE -> lives(sight == Sight.READY);
      case STOPPED -> {
        if (state == State.RUNNING || state == State.STARTING) {
          state = State.STOPPED;
          log.accept(
              node + " was stopped on purpose. It is left alone." + " Start it with: ./sparkle up");
        }
      }
      case DEAD -> {
        if (state == State.RUNNING || state == State.STARTING) {
          dies(why.get(), state == State.STARTING ? "died while it started" : "died");
        }
        return state == State.WAITING && !clock.instant().isBefore(next);
      }
    }
    return false;
  }

  /** The node's process was started. */
  void launched(long pid) {
    state = State.STARTING;
    restarts++;
    restarted = clock.instant();
    ready = null;
    log.accept(node + " was started again as process " + pid + ", for the " + nth(deaths) + ".");
  }

  /** The node's process could not be started. */
  void failed(String why) {
    dies(why, "could not be started");
  }

  private void lives(boolean isReady) {
    Instant now = clock.instant();
    if (state != State.RUNNING && state != State.STARTING) {
      log.accept(node + " runs again: somebody started it.");
      deaths = 0;
      ready = null;
      state = State.RUNNING;
    }
    if (isReady && ready == null) {
      ready = now;
      if (state == State.STARTING) {
        state = State.RUNNING;
        log.accept(
            node + " is ready, " + Duration.between(restarted, now).toSeconds() + " s later.");
      }
    }
    if (deaths > 0 && isHealthy(now)) {
      deaths = 0;
    }
  }

  private boolean isHealthy(Instant now) {
    return ready != null && Duration.between(ready, now).compareTo(backoff.healthy()) >= 0;
  }

  private void dies(String why, String how) {
    Instant now = clock.instant();
    if (isHealthy(now)) {
      deaths = 0;
    }
    deaths++;
    died = now;
    ready = null;
    reason = why;
    if (backoff.exhausted(deaths)) {
      state = State.GIVEN_UP;
      next = null;
      log.accept(
          node
              + " "
              + how
              + " ("
              + why
              + ") and is given up after "
              + (deaths - 1)
              + " restarts in a row. See why: "
              + logs
              + ". When that is mended: ./sparkle up");
      return;
    }
    Duration wait = backoff.after(deaths);
    state = State.WAITING;
    next = now.plus(wait);
    log.accept(
        node + " " + how + " (" + why + "). It is started again in " + wait.toSeconds() + " s.");
  }

  private static String nth(int deaths) {
    return deaths == 1 ? "first time" : deaths + ". time in a row";
  }

  State state() {
    return state;
  }

  /** Whether a look at a node without a process would change anything now. */
  boolean isDue() {
    return state == State.RUNNING
        || state == State.STARTING
        || state == State.WAITING && !clock.instant().isBefore(next);
  }

  /** Whether it is worth asking the node how it is. */
  boolean isCurious() {
    return ready == null;
  }

  private static String text(Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** What is noted for others. */
  SupervisionRecord.Entry entry() {
    return new SupervisionRecord.Entry(
        node,
        state.wireName(),
        restarts,
        text(died),
        text(restarted),
        state == State.WAITING ? text(next) : null,
        reason.isEmpty() ? null : reason);
  }
}
