package dev.sparkle.task.control.engine;

import dev.sparkle.platform.control.Settings;
import dev.sparkle.task.control.TaskHandler;
import dev.sparkle.task.entity.Limit;
import dev.sparkle.task.entity.TaskRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The queue, put together: it takes tasks in, and, once {@link #start started}, works on them. It
 * knows no container; a plain Java program makes one of {@link Parts}.
 */
public final class TaskEngine {

  private static final Logger LOG = System.getLogger(TaskEngine.class.getName());

  /** Schedules are looked at once a second. */
  private static final int SCHEDULE_TICKS = 4;

  private final Parts parts;
  private final Settings.Tasks settings;
  private final Intake intake;
  private final Bell bell;
  private final PlainStore plain;
  private final SharedCommit shared;
  private final Desks desks;
  private final Lease lease;
  private final Dispatcher dispatcher;
  private final Listener listener;
  private final Watch watch;
  private ScheduledFuture<?> ticking;
  private int ticks;

  /**
   * A queue that takes tasks in, and does not yet work on them.
   *
   * @param node names this worker to people
   */
  public TaskEngine(Parts parts, Settings.Tasks settings, String node) {
    this.parts = parts;
    this.settings = settings;
    this.intake = new Intake(parts.handlers(), parts.tracing(), parts.clock());
    this.bell = new Bell(parts.database(), parts.loops());
    this.desks = new Desks(settings.queues(), settings.batch());
    this.lease = new Lease(parts.database(), node, settings.lease(), settings.crashes());
    DueClock due = new DueClock(settings.poll().toMillis());
    QueueSettings queues = new QueueSettings(desks, settings.queues());
    this.dispatcher = new Dispatcher(parts, lease, desks, due, queues, settings.poll().toMillis());
    this.plain = new PlainStore(dispatcher, bell);
    this.shared = new SharedCommit(parts.database(), parts.loops(), bell, parts.observer(), plain);
    this.watch = new Watch(parts, dispatcher, lease, settings.lease());
    this.listener =
        new Listener(
            parts.database(), message -> Messages.deliver(message, dispatcher, due, queues));
    bell.hear(message -> Messages.deliver(message, dispatcher, due, queues));
  }

  /** Begins to work on tasks. */
  public void start() {
    limitTypes();
    bell.others(watch::hasOthers);
    parts.loops().execute(dispatcher::run);
    parts.loops().execute(listener::run);
    ticking =
        parts
            .timers()
            .scheduleWithFixedDelay(
                this::tick, Watch.TICK_MILLIS, Watch.TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Handlers say how many of their type may run; what was changed at run time holds till now. */
  private void limitTypes() {
    try (Connection connection = parts.database().getConnection()) {
      QueueRows.limit(connection, Rescue.SUSPECTS, Rescue.ALONE);
      for (String type : parts.handlers().types()) {
        Optional<Limit> limit = parts.handlers().find(type).flatMap(TaskHandler::limit);
        if (limit.isPresent()) {
          QueueRows.limit(connection, Intake.ofType(type), limit.get());
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the limits of types could not be kept", e);
    }
  }

  /**
   * Whether this worker's lease was renewed within its length: false while the database is away,
   * and if what renews it stands still.
   */
  public boolean isAlive() {
    return watch.isAlive();
  }

  /** The types of tasks that there is a handler for. */
  public Set<String> types() {
    return parts.handlers().types();
  }

  private void tick() {
    watch.tick();
    if (++ticks % SCHEDULE_TICKS == 0) {
      fireSchedules();
    }
  }

  private void fireSchedules() {
    try (Connection connection = parts.database().getConnection()) {
      Transactions.in(connection, () -> ScheduleRows.fire(connection, this)).forEach(Runnable::run);
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.WARNING, "schedules wait: {0}", e.getMessage());
    }
  }

  /**
   * Submits on a connection, in the local transaction that it is in, or at once. Call {@link
   * Taken#told} after its commit.
   */
  public Taken submit(Connection connection, List<TaskRequest> requests) throws SQLException {
    List<NewTask> rows = requests.stream().map(intake::row).toList();
    if (connection.getAutoCommit() && rows.stream().allMatch(NewTask::isPlain)) {
      Runnable told =
          plain.store(
              rows, (promised, news) -> Insertion.insertPlain(connection, rows, promised, news));
      return taken(rows, rows.stream().map(NewTask::id).toList(), told);
    }
    boolean needsTransaction =
        connection.getAutoCommit() && rows.stream().anyMatch(NewTask::isInvolved);
    return taken(
        rows,
        needsTransaction
            ? Transactions.in(connection, () -> Submission.submit(connection, rows))
            : Submission.submit(connection, rows));
  }

  /**
   * As {@link #submit}, on a connection that is in a transaction of the container, which the
   * connection itself may not know of: Liberty's say that they commit automatically.
   */
  public Taken submitJoined(Connection connection, List<TaskRequest> requests) throws SQLException {
    List<NewTask> rows = requests.stream().map(intake::row).toList();
    return taken(rows, Submission.submit(connection, rows));
  }

  private Taken taken(List<NewTask> rows, List<UUID> ids) {
    return taken(rows, ids, () -> bell.ring(Messages.of(rows)));
  }

  private Taken taken(List<NewTask> rows, List<UUID> ids, Runnable told) {
    return new Taken(
        ids,
        () -> {
          Map<String, Integer> types = new HashMap<>();
          rows.forEach(row -> types.merge(row.type(), 1, Integer::sum));
          types.forEach(parts.observer()::submitted);
          told.run();
        });
  }

  /**
   * What was taken in.
   *
   * @param ids in the order of the requests
   * @param told tells workers; to be run after the commit
   */
  public record Taken(List<UUID> ids, Runnable told) {}

  /** Submits outside of any transaction; completes after the commit. */
  public CompletionStage<UUID> submitShared(TaskRequest request) {
    return shared.submit(intake.row(request));
  }

  /**
   * As {@link #submitShared}, and waits.
   *
   * @throws java.util.concurrent.CompletionException if the task was not stored
   */
  public UUID submitAndWait(TaskRequest request) {
    return shared.submitAndWait(intake.row(request));
  }

  /** Tells workers something; see {@link Messages}. */
  void ring(String message) {
    bell.ring(List.of(message));
  }

  /** Queues or limits were changed. */
  public void queuesChanged() {
    bell.ring(List.of(Messages.QUEUES, Messages.HELD));
  }

  /** Something may have been queued anywhere. */
  void workEverywhere() {
    bell.ring(List.of(Messages.work("*"), Messages.HELD));
  }

  /**
   * Begins no further task here until {@link #goOn}: what waits for a thread is handed back with
   * its attempt restored, what runs goes on to its end. Takes tasks in as before.
   */
  public void hold() {
    desks.all().forEach(desk -> desk.hold(true));
    giveBack(dispatcher.worker(), desks.clear());
  }

  /** Begins tasks again after {@link #hold}. */
  public void goOn() {
    desks.all().forEach(desk -> desk.hold(false));
    workEverywhere();
  }

  /** Attempts that run here. */
  public int running() {
    return desks.all().stream().mapToInt(Desk::running).sum();
  }

  /**
   * Stops: nothing new starts, what runs may end within the time that the settings give, and the
   * rest is handed back with its attempt restored.
   */
  public void stop() {
    for (Desk desk : desks.all()) {
      desk.set(desk.concurrency(), true);
    }
    List<Claimed> back = new ArrayList<>(desks.clear());
    long worker = dispatcher.worker();
    try {
      giveBack(worker, back);
      if (!dispatcher.awaitIdle(settings.stop())) {
        List<Claimed> late = new ArrayList<>(desks.clear());
        for (RunningAttempt each : dispatcher.running()) {
          if (each.end()) {
            late.add(each.claimed());
          }
          each.cancel();
        }
        giveBack(worker, late);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      listener.stop();
      dispatcher.stop();
      if (ticking != null) {
        ticking.cancel(false);
      }
      leave(worker);
    }
  }

  /** As if the process had died: nothing more is written, and the lease runs out. For drills. */
  void vanish() {
    if (ticking != null) {
      ticking.cancel(true);
    }
    dispatcher.vanish();
    listener.stop();
  }

  private void giveBack(long worker, List<Claimed> tasks) {
    if (tasks.isEmpty()) {
      return;
    }
    try (Connection connection = parts.database().getConnection()) {
      int back = HandBack.of(connection, worker, tasks);
      dispatcher.forget(tasks);
      LOG.log(Level.INFO, "{0} tasks were handed back", back);
      bell.ring(tasks.stream().map(task -> Messages.work(task.queue())).distinct().toList());
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "tasks could not be handed back yet", e);
      dispatcher.doubt(tasks);
    }
  }

  private void leave(long worker) {
    try (Connection connection = parts.database().getConnection()) {
      Transactions.in(
          connection,
          () -> {
            int left = Reconciliation.giveBackUnheard(connection, worker, List.of());
            lease.end(connection, worker);
            return left;
          });
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "the lease ends by itself", e);
    }
  }
}
