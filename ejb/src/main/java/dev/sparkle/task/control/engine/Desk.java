package dev.sparkle.task.control.engine;

import dev.sparkle.platform.control.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * What this worker holds of one queue: how many attempts may run, those that do, and those that are
 * claimed and wait for a thread.
 *
 * <p>While tasks are short, more are claimed than run at a time, so that no thread waits for the
 * database: as many as are worked off in {@value #AHEAD_MILLIS} ms, by the pace of the last ones. A
 * single long task takes that away at once, since what is claimed here cannot start elsewhere.
 */
final class Desk {

  static final int AHEAD_MILLIS = 20;

  private static final long UNKNOWN_NANOS = 1_000_000_000;

  /** A long attempt counts at once, a short one little by little. */
  private static final double WEIGHT = 0.1;

  private record Place(Claimed task, long arrival) {}

  private final String queue;
  private final int batch;
  private final LaneShare share = new LaneShare();
  private final PriorityQueue<Place> waiting =
      new PriorityQueue<>(
          Comparator.comparingInt((Place place) -> place.task.lane())
              .thenComparingLong(Place::arrival));
  private int concurrency;
  private boolean paused;
  private boolean held;
  private int runners;
  private int running;
  private int promised;
  private int stirs;
  private boolean drained;
  private long arrivals;
  private double pace = UNKNOWN_NANOS;

  Desk(String queue, int concurrency) {
    this(queue, concurrency, Settings.Tasks.LARGEST_BATCH);
  }

  /**
   * A desk.
   *
   * @param batch most tasks on hand, unless more run at a time
   */
  Desk(String queue, int concurrency, int batch) {
    this.queue = queue;
    this.batch = batch;
    this.concurrency = concurrency;
  }

  String queue() {
    return queue;
  }

  synchronized int concurrency() {
    return concurrency;
  }

  synchronized int running() {
    return running;
  }

  synchronized int onHand() {
    return waiting.size() + running;
  }

  /** Changes how many attempts run at a time; those that run go on. */
  synchronized void set(int most, boolean pause) {
    concurrency = most;
    paused = pause;
  }

  /** This worker begins nothing of the queue, whatever the queue's settings say, or does again. */
  synchronized void hold(boolean nothing) {
    held = nothing;
  }

  private boolean stands() {
    return paused || held;
  }

  /** What may be claimed now; empty if nothing may, or nothing is there. */
  synchronized Optional<Places> places() {
    int free = stands() || drained ? 0 : wanted() - waiting.size() - running - promised;
    return free <= 0
        ? Optional.empty()
        : Optional.of(new Places(queue, free, Math.min(free, share.kept(free)), share.lane()));
  }

  private int wanted() {
    double ahead = concurrency * (AHEAD_MILLIS * 1e6 / pace);
    return Math.max(concurrency, (int) Math.min(Math.min(batch, ahead), concurrency * 1000.0));
  }

  /**
   * Promises a place to a task that is about to be stored as running here. Only where it might be
   * claimed, and the last look at the queue found nothing more: it overtakes nobody.
   */
  synchronized boolean promise() {
    boolean may = drained && !stands() && wanted() > waiting.size() + running + promised;
    promised += may ? 1 : 0;
    return may;
  }

  /** The task of a promise is stored as running: it takes its place. */
  synchronized void keep(Claimed task) {
    promised--;
    add(task);
  }

  /** The task of a promise does not come. */
  synchronized void release() {
    promised--;
  }

  /** Something may have been queued; what a look that is on its way finds may be old. */
  synchronized int stir() {
    drained = false;
    return ++stirs;
  }

  synchronized int stirs() {
    return stirs;
  }

  /**
   * What a look at the queue found.
   *
   * @param when {@link #stirs} before the look
   * @param nothingMore than what was claimed
   */
  synchronized void looked(int when, boolean nothingMore) {
    drained = nothingMore && when == stirs;
  }

  /** Takes a claimed task in. */
  synchronized void add(Claimed task) {
    waiting.add(new Place(task, arrivals++));
    share.started(1);
  }

  /**
   * Whether a runner is to be started; it counts from now on. One at a time: when it has taken its
   * task it starts the next, so that tasks start in their order, and not as threads happen to wake.
   */
  synchronized boolean needsRunner() {
    boolean coming = runners > running; // looks for work by itself, and for company
    boolean more = !coming && !waiting.isEmpty() && runners < concurrency;
    runners += more ? 1 : 0;
    return more;
  }

  /** The next task for a runner; null: the runner is not needed any more. */
  synchronized Claimed next() {
    if (runners > concurrency || waiting.isEmpty()) {
      runners--;
      return null;
    }
    running++;
    return waiting.poll().task();
  }

  /** A runner could not be started. */
  synchronized void noRunner() {
    runners--;
  }

  /** An attempt is over. */
  synchronized void finished(long nanos) {
    running--;
    long spent = Math.max(1, nanos);
    pace = spent > pace ? spent : pace + WEIGHT * (spent - pace);
  }

  /** Takes away what waits, to give it back. */
  synchronized List<Claimed> clear() {
    List<Claimed> tasks = new ArrayList<>();
    waiting.forEach(place -> tasks.add(place.task()));
    waiting.clear();
    return tasks;
  }
}
