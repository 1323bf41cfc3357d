package dev.sparkle.cli.deploy;

import dev.sparkle.cli.terminal.Figures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Leads from one release to another, step by step, and back by itself when a threshold is crossed
 * or anything fails: the old nodes are there until the new ones have served everything for the time
 * of the watch. Every move is written down before it is made, so that another can go on from it.
 */
final class Rollout {

  /** Stops the clock in tests; on the ground it sleeps. */
  interface Waiting {
    void pause(Duration length);
  }

  private final Ground ground;
  private final Judge judge;
  private final Pace pace;
  private final Clock clock;
  private final Waiting waiting;
  private final Consumer<Deployment> written;
  private final Consumer<String> told;
  private volatile Deployment now;
  private boolean leaving;

  /**
   * A rollout that goes on from where the deployment stands.
   *
   * @param written keeps the deployment, before each move
   * @param told hears what happens, a sentence each
   */
  Rollout(
      Deployment from,
      Ground ground,
      Judge judge,
      Pace pace,
      Clock clock,
      Waiting waiting,
      Consumer<Deployment> written,
      Consumer<String> told) {
    this.now = from;
    this.ground = ground;
    this.judge = judge;
    this.pace = pace;
    this.clock = clock;
    this.waiting = waiting;
    this.written = written;
    this.told = told;
  }

  Deployment now() {
    return now;
  }

  /** What was crossed, or what failed, on the way there. */
  private static final class Breach extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Breach(String words) {
      super(words);
    }
  }

  /**
   * Goes to the end: done, or undone.
   *
   * @throws RuntimeException if even the way back, or the last step, fails; the deployment then
   *     stays where it is, to be resumed or undone
   */
  Deployment run() {
    try {
      while (!now.phase().over() && now.phase() != Phase.GOING_BACK && !isLeaving()) {
        step();
      }
    } catch (RuntimeException failed) {
      if (isLeaving()) {
        return now; // somebody else has the word
      }
      if (!now.phase().canGoBack()) {
        throw failed;
      }
      keep(now.goBack(sentence(failed), clock.instant()));
      told.accept("✗ " + now.reason() + ": everything goes back to the old nodes");
    }
    if (now.phase() == Phase.GOING_BACK && !isLeaving()) {
      goBack();
    }
    return now;
  }

  private static String sentence(RuntimeException failed) {
    String words = failed.getMessage() == null ? failed.toString() : failed.getMessage();
    return words.replaceFirst("\\.$", "");
  }

  private synchronized boolean isLeaving() {
    return leaving;
  }

  /**
   * Ctrl-C: whoever runs this stops where it is, and everything goes back; if that is not possible
   * any more, nothing is done.
   *
   * @return whether it went back
   */
  boolean interrupt() {
    synchronized (this) {
      leaving = true;
      if (!now.phase().canGoBack()) {
        return false;
      }
    }
    if (now.phase() != Phase.GOING_BACK) {
      keep(now.goBack("interrupted", clock.instant()));
    }
    goBack();
    return true;
  }

  private void step() {
    switch (now.phase()) {
      case STARTING -> {
        ground.startNew();
        move(Phase.PROVING);
      }
      case PROVING -> {
        ground.proveNew().forEach(told);
        shift(now.sharesToCome().get(0));
      }
      case SHIFTING -> {
        ground.share(now.share());
        watch(pace.hold(), now.share() + " %");
        if (now.sharesToCome().isEmpty()) {
          move(Phase.WATCHING);
        } else {
          shift(now.sharesToCome().get(0));
        }
      }
      case WATCHING -> {
        ground.share(100);
        ground.drain(now.oldNodes());
        watch(pace.watch(), "all, the old nodes stand by");
        move(Phase.CLOSING);
      }
      case CLOSING -> {
        ground.makeLive();
        awaitEnd(now.oldNodes());
        ground.stop(now.oldNodes());
        move(Phase.DONE);
      }
      default -> throw new IllegalStateException("nothing to do in " + now.phase());
    }
  }

  private void goBack() {
    ground.serve(now.oldNodes());
    ground.share(0);
    ground.drain(now.newNodes());
    awaitEnd(now.newNodes());
    ground.stop(now.newNodes());
    move(Phase.UNDONE);
  }

  private void move(Phase next) {
    keep(now.become(next, clock.instant()));
  }

  private void shift(int percent) {
    keep(now.shift(percent, clock.instant()));
  }

  /** Whoever was told to leave moves nothing any more. */
  private synchronized void keep(Deployment next) {
    if (leaving && next.phase() != Phase.GOING_BACK && next.phase() != Phase.UNDONE) {
      throw new Breach("interrupted");
    }
    written.accept(next);
    now = next;
  }

  /** Looks again and again; a breach ends it. */
  private void watch(Duration length, String what) {
    ground.beginLooking(ground.alerts());
    Instant end = clock.instant().plus(length);
    while (!isLeaving()) {
      Sight sight = ground.look();
      Optional<String> breach = judge.breach(sight);
      if (breach.isPresent()) {
        throw new Breach(breach.get());
      }
      Duration left = Duration.between(clock.instant(), end);
      if (left.isNegative() || left.isZero()) {
        told.accept(words(what, length, sight.freshSince()));
        return;
      }
      waiting.pause(left.compareTo(pace.look()) < 0 ? left : pace.look());
    }
  }

  private String words(String what, Duration length, Counts seen) {
    List<String> few = judge.unjudged(seen);
    String figures =
        String.format(
            Locale.ROOT,
            "%s for %s: %d requests, %d errors; %d answers, %d failed; %.0f ms a call; first words"
                + " within %.1f s",
            what,
            Figures.took(length),
            seen.requests(),
            seen.errors(),
            seen.answers(),
            seen.failed(),
            seen.meanCallSeconds() * 1000,
            seen.firstWordsP95());
    return few.isEmpty()
        ? figures
        : "! "
            + figures
            + "; too few to judge by: "
            + String.join(", ", few)
            + " ("
            + judge.fewest()
            + " are needed)";
  }

  /** Until it is known that nothing runs there any more, or for as long as it may take. */
  private void awaitEnd(List<String> nodes) {
    Instant end = clock.instant().plus(pace.ending());
    OptionalInt running = ground.running(nodes);
    while (running.orElse(1) > 0 && clock.instant().isBefore(end)) {
      waiting.pause(Duration.ofMillis(500));
      running = ground.running(nodes);
    }
    told.accept(String.join(", ", nodes) + ": " + left(running));
  }

  private static String left(OptionalInt running) {
    if (running.isEmpty()) {
      return "what still runs is not known, it does not tell; cut off";
    }
    return running.getAsInt() == 0
        ? "nothing runs there any more"
        : running.getAsInt() + " answers or tasks still run; cut off";
  }
}
