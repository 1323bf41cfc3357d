package dev.sparkle.task.control.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.task.entity.Priority;
import dev.sparkle.task.entity.Task;
import dev.sparkle.task.entity.TaskRequest;
import dev.sparkle.task.entity.TaskState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks that start in the commit that takes them in, on a real PostgreSQL. */
class DirectStartIT {

  /** A move from queued to running is a claim; a direct start has none, and begins as running. */
  private static final String COUNT_STARTS =
      """
      create table claims (id uuid);
      create function count_claim() returns trigger language plpgsql as $$
        begin insert into claims values (new.id); return null; end $$;
      create trigger count_claims after update of state on task for each row
        when (old.state = 'queued' and new.state = 'running') execute function count_claim();
      create table directs (id uuid);
      create function count_direct() returns trigger language plpgsql as $$
        begin insert into directs values (new.id); return null; end $$;
      create trigger count_directs after insert on task for each row
        when (new.state = 'running') execute function count_direct()
      """;

  /** Says that this worker runs a task of which it knows nothing. */
  private static final String FOUNDLING =
      """
      insert into task (id, type, queue, lane, state, run_at, max_attempts, worker, attempt,
                        started_at, payload)
      select gen_random_uuid(), 'act', 'default', 1, 'running', now(), 1, max(id), 1, now(),
             '{"number": 1000}' from task_worker
      """;

  private static final String HOLD =
      "select id from task where payload @> '{\"number\": 1000}' for update";

  private static final String RECONCILIATIONS_THAT_WAIT =
      """
      select count(*) from pg_stat_activity
      where wait_event_type = 'Lock' and query like 'update task set state = ''queued''%'
        and datname = current_database()
      """;

  /** A poll may come between, and forbid a direct start for a moment. */
  private static final int TRIES = 20;

  private TaskDatabase database;
  private Node node;

  @BeforeEach
  void open() throws Exception {
    database = new TaskDatabase();
    database.run(COUNT_STARTS);
  }

  @AfterEach
  void close() throws Exception {
    if (node != null) {
      node.close();
    }
    database.close();
  }

  private Node node(int concurrency, Act act) {
    node = new Node(database.dataSource(), "one", concurrency, Map.of("act", act));
    return node;
  }

  private static TaskRequest ask(int number) {
    return TaskRequest.of("act", new Act.Input(number));
  }

  /** Until the worker has looked at its empty queue, it promises nothing. */
  private void untilOneStartsDirectly() throws Exception {
    long claims;
    do {
      claims = claims();
      node.await(node.queue.submitAndWait(ask(0)), TaskState.SUCCEEDED);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    } while (claims() > claims);
  }

  private long claims() throws Exception {
    return Long.parseLong(database.query("select count(*) from claims"));
  }

  @Test
  void idleWorkerStartsWhatItTakesInWithoutAClaim() throws Exception {
    node(2, Act.of((input, context) -> context.attempt())).start();
    untilOneStartsDirectly();
    long claims = claims();
    List<UUID> ids = new ArrayList<>();
    for (int each = 1; each <= 20; each++) {
      UUID id = node.queue.submitAndWait(ask(each));
      node.await(id, TaskState.SUCCEEDED);
      ids.add(id);
    }
    // a poll may have looked meanwhile, and a look forbids direct starts for a moment
    assertTrue(claims() - claims < 10, () -> "most started directly");
    Task last = node.await(ids.get(19), TaskState.SUCCEEDED);
    assertEquals(1, last.attempt());
    assertEquals("1", last.result().orElseThrow());
    assertEquals(1, node.tasks.attempts(last.id()).size());
  }

  @Test
  void whatDoesNotFitWaitsInItsLane() throws Exception {
    CountDownLatch may = new CountDownLatch(1);
    Queue<Integer> order = new ConcurrentLinkedQueue<>();
    node(
            1,
            Act.of(
                (input, context) -> {
                  if (input.number() == 1) {
                    may.await();
                  }
                  order.add(input.number());
                  return null;
                }))
        .start();
    untilOneStartsDirectly();
    order.clear();
    List<UUID> ids = new ArrayList<>();
    ids.add(node.queue.submitAndWait(ask(1)));
    ids.add(node.queue.submitAndWait(ask(2).withPriority(Priority.LOW)));
    ids.add(node.queue.submitAndWait(ask(3).withPriority(Priority.HIGH)));
    may.countDown();
    node.awaitAll(ids, TaskState.SUCCEEDED);
    assertEquals(List.of(1, 3, 2), List.copyOf(order));
  }

  @Test
  void taskThatCannotBeStoredGivesItsPlaceBack() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    node(1, Act.of((input, context) -> ran.incrementAndGet())).start();
    untilOneStartsDirectly();
    int before = ran.get();
    database.run("alter table task add constraint no_more check (attempt < 1) not valid");
    assertThrows(
        IllegalStateException.class,
        () -> {
          for (int each = 0; each < 10; each++) {
            node.queue.submitAndWait(ask(each));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
          }
        });
    database.run("alter table task drop constraint no_more");
    UUID id = node.queue.submitAndWait(ask(1));
    node.await(id, TaskState.SUCCEEDED);
    assertTrue(ran.get() > before);
    assertEquals("0", database.query("select count(*) from task where state = 'running'"));
  }

  @Test
  void workerThatWasFoundDeadStartsNothing() throws Exception {
    node(2, Act.of((input, context) -> context.attempt())).start();
    untilOneStartsDirectly();
    database.run("update task_worker set ended_at = now()");
    List<UUID> ids = new ArrayList<>();
    for (int each = 0; each < 20; each++) {
      ids.add(node.queue.submitAndWait(ask(each)));
    }
    node.awaitAll(ids, TaskState.SUCCEEDED); // as another worker, once it knows
    assertEquals("0", database.query("select count(*) from task"));
  }

  /** Submits, and the answer is lost; returns after its commit, or what else was its fate. */
  private void submitUnheard(int number, LostAnswer.Fate fate) throws SQLException {
    try (Connection real = database.dataSource().getConnection()) {
      Connection breaking = LostAnswer.on(real, fate);
      assertThrows(SQLException.class, () -> node.engine.submit(breaking, List.of(ask(number))));
    }
  }

  /** The task, if it was stored as running. */
  private Optional<UUID> direct(int number) throws Exception {
    String id =
        database.query(
            "select id from directs join (select id, payload from task union all"
                + " select id, payload from task_done) t using (id)"
                + " where payload @> '{\"number\": "
                + number
                + "}'");
    return id.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(id));
  }

  @Test
  void taskThatIsCommittedLongAfterItsAnswerWasLostStarts() throws Exception {
    node(2, Act.of((input, context) -> context.attempt())).start();
    Optional<UUID> late = Optional.empty();
    for (int number = 1; late.isEmpty() && number <= TRIES; number++) {
      untilOneStartsDirectly();
      AtomicReference<PreparedStatement> busy = new AtomicReference<>();
      try (Connection server = database.dataSource().getConnection()) {
        Connection breaking = LostAnswer.on(server, busy::set);
        List<TaskRequest> one = List.of(ask(number));
        assertThrows(SQLException.class, () -> node.engine.submit(breaking, one));
        untilOneStartsDirectly(); // the worker is sure again
        busy.get().executeQuery();
      }
      late = direct(number);
    }
    node.await(late.orElseThrow(), TaskState.SUCCEEDED);
  }

  @Test
  void answerThatIsLostWhileAnotherIsReconciledIsNotForgotten() throws Exception {
    node(3, Act.of((input, context) -> context.attempt())).start();
    untilOneStartsDirectly();
    database.run(FOUNDLING);
    ExecutorService submitters = Executors.newCachedThreadPool();
    try (Connection holder = database.dataSource().getConnection();
        Statement hold = holder.createStatement()) {
      holder.setAutoCommit(false);
      hold.execute(HOLD); // reconciling waits for it
      Optional<UUID> task = Optional.empty();
      CountDownLatch breach = null;
      Future<?> submitter = null;
      for (int number = 1; task.isEmpty() && number <= TRIES; number++) {
        untilOneStartsDirectly();
        int one = number;
        CountDownLatch stored = new CountDownLatch(1);
        CountDownLatch until = new CountDownLatch(1);
        submitter =
            submitters.submit(
                () -> {
                  submitUnheard(
                      one,
                      query -> {
                        query.executeQuery();
                        stored.countDown();
                        until.await();
                      });
                  return null;
                });
        stored.await();
        task = direct(number);
        breach = until;
        if (task.isEmpty()) {
          until.countDown();
        }
      }
      for (int tries = 0; !database.query(RECONCILIATIONS_THAT_WAIT).equals("1"); tries++) {
        assertTrue(tries < 1000, "the worker reconciles");
        submitUnheard(0, query -> {}); // a first doubt
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
      breach.countDown(); // a second one
      submitter.get();
      holder.rollback();
      node.await(task.orElseThrow(), TaskState.SUCCEEDED);
    } finally {
      submitters.shutdownNow();
    }
  }
}
