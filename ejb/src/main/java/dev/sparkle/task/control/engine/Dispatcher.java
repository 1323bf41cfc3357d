package dev.sparkle.task.control.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The one loop of a worker: it gathers how attempts ended, and in one statement writes that and
 * claims more. While a statement is on its way, further ends gather for the next, so the busier the
 * worker, the larger its turns.
 *
 * <p>When the database fails in the middle of a turn, what had been gathered is told again; the
 * fence makes that harmless. What was claimed without this worker hearing of it is given back.
 */
final class Dispatcher implements Workplace, DirectStart {

  private static final Logger LOG = System.getLogger(Dispatcher.class.getName());
  private static final long AFTER_TROUBLE_MILLIS = 500;

  private final Parts parts;
  private final Lease lease;
  private final Desks desks;
  private final DueClock due;
  private final QueueSettings queues;
  private final Runner runner;
  private final Signal signal = new Signal();
  private final Map<UUID, RunningAttempt> running = new ConcurrentHashMap<>();
  private final Map<UUID, Claimed> onHand = new ConcurrentHashMap<>();
  private final Signal idle = new Signal();
  private final Queue<Done> done = new ConcurrentLinkedQueue<>();
  private final Queue<Settlement.Ended> ended = new ConcurrentLinkedQueue<>();
  private final Doubts doubts;
  private final long pollMillis;

  // of the loop's thread alone
  private final List<Done> doneNow = new ArrayList<>();
  private final List<Settlement.Ended> endedNow = new ArrayList<>();
  private boolean waits;

  private volatile long worker;
  private volatile boolean lost = true;
  private volatile boolean stopped;

  Dispatcher(
      Parts parts, Lease lease, Desks desks, DueClock due, QueueSettings queues, long pollMillis) {
    this.parts = parts;
    this.lease = lease;
    this.desks = desks;
    this.due = due;
    this.queues = queues;
    this.pollMillis = pollMillis;
    this.doubts = new Doubts(System::nanoTime, pollMillis);
    this.runner = new Runner(this, parts, new Checkpoints(parts.database()));
  }

  /** This worker's id; 0 before it has one. */
  long worker() {
    return worker;
  }

  /** Others hold the worker for dead: it begins anew, with another id. */
  void lost() {
    lost = true;
    signal.ring();
  }

  private void begin() throws SQLException {
    if (lost) {
      running.values().forEach(RunningAttempt::end);
      running.values().forEach(RunningAttempt::cancel);
      desks.clear();
      if (worker != 0) {
        lease.returned(worker, onHand.keySet());
      }
      onHand.clear();
      worker = lease.register();
      lost = false;
      desks.stir();
    }
  }

  /** There may be something to do. */
  void wake() {
    desks.stir();
    signal.ring();
  }

  /** There may be something to admit, and to do. */
  void admitAgain() {
    due.admitAgain();
    signal.ring();
  }

  @Override
  public Optional<Claimed> promise(NewTask row) {
    Desk desk = desks.find(row.queue());
    if (desk == null || !row.isPlain()) {
      return Optional.empty();
    }
    synchronized (onHand) { // so that reconciling knows of it, or it of reconciling
      // what is on hand was stored by an attempt whose answer was lost: this one will be refused
      if (doubts.areOpen()
          || lost
          || stopped
          || worker == 0
          || onHand.containsKey(row.id())
          || !desk.promise()) {
        return Optional.empty();
      }
      Claimed task = Claimed.atOnce(row, worker);
      onHand.put(task.id(), task);
      return Optional.of(task);
    }
  }

  @Override
  public void start(Claimed task) {
    Desk desk = desks.find(task.queue());
    if (task.worker() == worker) {
      desk.keep(task);
      taken(desk);
    } else {
      release(task); // it was found dead meanwhile; others have the task
    }
  }

  @Override
  public void release(Claimed task) {
    onHand.remove(task.id(), task);
    desks.find(task.queue()).release();
  }

  @Override
  public void unheard(Claimed task) {
    synchronized (onHand) {
      doubts.arise();
      release(task);
    }
    signal.ring();
  }

  @Override
  public void taken(Desk desk) {
    if (desk.needsRunner()) {
      start(desk);
    }
  }

  Collection<RunningAttempt> running() {
    return running.values();
  }

  /** The attempt of a task that runs here, or null. */
  RunningAttempt find(UUID task) {
    return running.get(task);
  }

  Runner runner() {
    return runner;
  }

  /** Waits until nothing runs and all ends are written; false: the time was over before. */
  boolean awaitIdle(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    for (long left = most.toNanos(); !onHand.isEmpty(); left = end - System.nanoTime()) {
      if (left <= 0) {
        return false;
      }
      idle.await(TimeUnit.NANOSECONDS.toMillis(left) + 1);
    }
    return true;
  }

  /** These were handed back. */
  void forget(Collection<Claimed> tasks) {
    tasks.forEach(task -> onHand.remove(task.id()));
  }

  /**
   * Whether these were handed back is not known: they are let go, and what the table still says of
   * them is given back with the next round that reaches it.
   */
  void doubt(Collection<Claimed> tasks) {
    synchronized (onHand) {
      doubts.arise();
      forget(tasks);
    }
    signal.ring();
  }

  /** Ends the loop, and writes nothing more. */
  void vanish() {
    worker = 0;
    stop();
  }

  /** Ends the loop. */
  void stop() {
    stopped = true;
    signal.ring();
  }

  /** The loop, until it is stopped or interrupted. */
  void run() {
    while (!stopped) {
      try (Connection turns = parts.database().getConnection();
          Connection beside = parts.database().getConnection()) {
        try {
          Sessions.prepare(turns);
          while (!stopped) {
            round(turns, beside);
            signal.await(Math.min(pollMillis, due.millisToNext()));
          }
        } finally {
          Sessions.restore(turns);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (SQLException | RuntimeException e) {
        LOG.log(waits ? Level.DEBUG : Level.WARNING, "tasks wait for the database", e);
        waits = true;
        doubts.arise();
        rest();
      }
    }
  }

  private void rest() {
    try {
      signal.await(AFTER_TROUBLE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
  }

  /**
   * Everything that there is to write and to claim now.
   *
   * @param beside for all that is not a turn; with plans of the usual kind
   */
  private void round(Connection turns, Connection beside) throws SQLException {
    begin();
    if (doubts.areDue()) {
      reconcile(beside);
    }
    queues.round(beside);
    if (due.round(beside)) {
      desks.stir();
    }
    drain(done, doneNow);
    drain(ended, endedNow);
    settle(beside);
    List<Places> places = desks.places();
    if (!doneNow.isEmpty() || !places.isEmpty()) {
      turn(turns, beside, places);
    }
    desks.needed(this::start);
    if (onHand.isEmpty()) {
      idle.ring();
    }
  }

  /** What is let go after {@code known} was taken is a doubt that was not seen, and stays. */
  private void reconcile(Connection connection) throws SQLException {
    Set<UUID> known;
    long seen;
    synchronized (onHand) {
      known = Set.copyOf(onHand.keySet());
      seen = doubts.seen();
    }
    Reconciliation.giveBackUnheard(connection, worker, known);
    doubts.settle(seen);
    waits = false;
    desks.stir();
  }

  private void turn(Connection turns, Connection beside, List<Places> places) throws SQLException {
    Map<String, Integer> stirs = desks.stirs();
    Turn.Result turn = Transactions.retrying(() -> Turn.take(turns, worker, doneNow, places));
    if (turn.ended() < doneNow.size()) {
      settleRest(beside, turn.ended());
    }
    doneNow.forEach(each -> onHand.remove(each.id()));
    doneNow.clear();
    turn.claimed().forEach(task -> onHand.put(task.id(), task));
    desks.add(turn.claimed());
    desks.looked(places, turn.claimed(), stirs);
  }

  private static <T> void drain(Queue<T> from, List<T> into) {
    for (T each = from.poll(); each != null; each = from.poll()) {
      into.add(each);
    }
  }

  private void settle(Connection connection) throws SQLException {
    if (!endedNow.isEmpty()) {
      Transactions.retrying(() -> Settlement.settle(connection, worker, endedNow));
      endedNow.forEach(each -> onHand.remove(each.id()));
      endedNow.clear();
      due.lookAgain();
      desks.stir(); // what followed them may be queued
    }
  }

  /** Some that a turn could not end are followed by others; the rest are not ours any more. */
  private void settleRest(Connection connection, int already) throws SQLException {
    List<Settlement.Ended> all = doneNow.stream().map(Settlement.Ended::succeeded).toList();
    int lost =
        Transactions.retrying(() -> Settlement.settle(connection, worker, all)).size() - already;
    if (lost > 0) {
      LOG.log(Level.WARNING, "{0} tasks ended here that were no longer this worker''s", lost);
    }
    due.lookAgain();
    wake(); // what followed them may be queued
  }

  private void start(Desk desk) {
    try {
      parts.workers().execute(() -> runner.work(desk));
    } catch (RuntimeException refused) {
      desk.noRunner(); // what waits is claimed; the next free runner, or the next turn, takes it
      LOG.log(Level.WARNING, "the workers'' executor refused a runner", refused);
    }
  }

  @Override
  public void begin(RunningAttempt attempt) {
    running.put(attempt.task(), attempt);
  }

  @Override
  public void leave(RunningAttempt attempt) {
    running.remove(attempt.task(), attempt);
  }

  @Override
  public void done(Claimed task, String result) {
    if (task.worker() != worker) {
      onHand.remove(task.id(), task);
      return; // others have it by now
    }
    Done end = new Done(task.id(), task.attempt(), result);
    if (task.isInvolved()) {
      ended.add(Settlement.Ended.succeeded(end));
    } else {
      done.add(end);
    }
    if (task.isLimited()) {
      due.admitAgain();
    }
  }

  @Override
  public void settle(Settlement.Ended end, Claimed task) {
    if (task.worker() == worker) {
      ended.add(end);
      due.admitAgain();
      signal.ring();
    }
  }

  @Override
  public void freed() {
    signal.ring();
  }
}
