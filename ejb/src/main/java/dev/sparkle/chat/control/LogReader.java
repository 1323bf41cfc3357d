package dev.sparkle.chat.control;

import dev.sparkle.platform.control.SerialExecutor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Reads, for all followers of this node, the logs of answers that are not in its memory: one round
 * for all of them, {@value #PACE} ms after the one before, and none while nobody follows any. It is
 * polled rather than blocked upon, because one blocking read cannot name streams of several shards
 * of a Redis Cluster, and would hold a thread.
 *
 * <p>Everything happens on one serial executor; callers never wait.
 */
final class LogReader {

  private static final Logger LOG = System.getLogger(LogReader.class.getName());

  /** As long as words are gathered for one frame: a round then has about one event an answer. */
  static final long PACE = 25;

  /** So long an answer may be silent before it is asked whether it has ended. */
  private static final long SILENCE = 500;

  /** What is known of answers beside their logs. */
  interface Standings {
    /** Those of them that have ended; may throw, and is then asked again. */
    Set<UUID> ended(Set<UUID> generations);
  }

  /** Runs an action some milliseconds from now. */
  interface Delay {
    void run(Runnable action, long millis);
  }

  private final EventLog log;
  private final Standings standings;
  private final Executor inOrder;
  private final Delay delay;
  private final LongSupplier millis;
  private final BooleanSupplier listening;
  private final Consumer<EventLog.Begun> begun;
  private final Map<UUID, LogTail> tails = new HashMap<>();
  private boolean rounds;
  private long lastLook;
  private String announced;

  /**
   * @param millis a clock that never jumps
   * @param listening whether answers that begin elsewhere are of interest
   * @param begun is told of them
   */
  LogReader(
      EventLog log,
      Standings standings,
      Executor pool,
      Delay delay,
      LongSupplier millis,
      BooleanSupplier listening,
      Consumer<EventLog.Begun> begun) {
    this.log = log;
    this.standings = standings;
    this.inOrder = new SerialExecutor(pool);
    this.delay = delay;
    this.millis = millis;
    this.listening = listening;
    this.begun = begun;
  }

  /**
   * Tells the events of an answer after that one, and all to come; or that they cannot be told.
   *
   * @param ended whether the answer is known to have ended
   * @param found run before the first of these events
   * @param lost run instead, or when those to come cannot be told any more
   */
  void follow(
      UUID generation,
      boolean ended,
      Follower follower,
      long afterSeq,
      Runnable found,
      Runnable lost) {
    inOrder.execute(
        () -> {
          long now = millis.getAsLong();
          LogTail tail = tails.computeIfAbsent(generation, id -> new LogTail(now));
          if (ended) {
            tail.rowEnded(now);
          }
          try {
            tail.follow(follower, afterSeq, found, lost, now);
          } finally {
            begin();
          }
        });
  }

  /** The same from the first event on, for one who need not be told twice. */
  void join(UUID generation, Follower follower, Runnable lost) {
    inOrder.execute(
        () -> {
          LogTail tail = tails.get(generation);
          if (tail == null || !tail.has(follower)) {
            follow(generation, false, follower, 0, () -> {}, lost);
          }
        });
  }

  /** Begins to hear what begins elsewhere, before the action runs. */
  void listen(Runnable then) {
    inOrder.execute(
        () -> {
          hearAnnouncements();
          then.run();
          begin();
        });
  }

  /** Tells the follower nothing more of this answer. */
  void leave(UUID generation, Follower follower) {
    inOrder.execute(
        () -> Optional.ofNullable(tails.get(generation)).ifPresent(tail -> tail.leave(follower)));
  }

  /** Tells the follower nothing more. */
  void leave(Follower follower) {
    inOrder.execute(() -> tails.values().forEach(tail -> tail.leave(follower)));
  }

  private void begin() {
    if (!rounds) {
      rounds = true;
      round();
    }
  }

  /** One round that fails must not be the last: whoever follows then would wait for ever. */
  private void round() {
    try {
      look();
    } catch (RuntimeException unexpected) {
      LOG.log(Level.ERROR, "a round of reading answers' logs failed", unexpected);
      giveUp();
    }
    rounds = !tails.isEmpty() || announced != null || listening.getAsBoolean();
    if (rounds) {
      goOn();
    }
  }

  private void look() {
    if (!tails.isEmpty()) {
      readLogs();
      lookAtSilentOnes();
    }
    tails.values().removeIf(LogTail::isOver);
    if (listening.getAsBoolean()) {
      hearAnnouncements();
    } else {
      announced = null;
    }
  }

  private void goOn() {
    try {
      delay.run(() -> inOrder.execute(this::round), PACE);
    } catch (RuntimeException refused) {
      // full, or the application begins or ends
      LOG.log(Level.WARNING, "answers' logs are not read on: {0}", refused.toString());
      rounds = false;
      giveUp();
    }
  }

  /** Nobody may hang: they ask again, or read the answer over REST. */
  private void giveUp() {
    List<LogTail> all = List.copyOf(tails.values());
    tails.clear();
    for (LogTail each : all) {
      try {
        each.lose();
      } catch (RuntimeException gone) {
        LOG.log(Level.DEBUG, "one who followed cannot be told", gone);
      }
    }
  }

  private void readLogs() {
    Map<UUID, Long> from = new HashMap<>();
    tails.forEach((id, tail) -> from.put(id, tail.from()));
    Optional<Map<UUID, List<EventLog.Entry>>> found = log.read(from);
    long now = millis.getAsLong();
    for (Map.Entry<UUID, LogTail> each : List.copyOf(tails.entrySet())) {
      if (found.isPresent()) {
        each.getValue().take(found.get().getOrDefault(each.getKey(), List.of()), now);
      } else {
        each.getValue().away(now);
      }
    }
  }

  private void lookAtSilentOnes() {
    long now = millis.getAsLong();
    if (now - lastLook < SILENCE) {
      return;
    }
    lastLook = now;
    List<UUID> silent = new ArrayList<>();
    tails.forEach(
        (id, tail) -> {
          if (!tail.isOver() && now - tail.news() >= SILENCE) {
            silent.add(id);
          }
        });
    if (!silent.isEmpty()) {
      try {
        standings.ended(Set.copyOf(silent)).forEach(id -> tails.get(id).rowEnded(now));
      } catch (RuntimeException databaseAway) {
        LOG.log(Level.DEBUG, "asked again in a moment", databaseAway);
      }
    }
  }

  private void hearAnnouncements() {
    log.begunAfter(announced)
        .ifPresent(
            news -> {
              announced = news.place();
              news.begun().forEach(begun);
            });
  }
}
