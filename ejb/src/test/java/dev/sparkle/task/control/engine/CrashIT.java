package dev.sparkle.task.control.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.task.control.TaskHandler;
import dev.sparkle.task.entity.Attempt;
import dev.sparkle.task.entity.Task;
import dev.sparkle.task.entity.TaskRequest;
import dev.sparkle.task.entity.TaskState;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that die, come back late, or stop; and what their tasks become. */
class CrashIT {

  private final CountDownLatch never = new CountDownLatch(1);
  private TaskDatabase database;

  @BeforeEach
  void open() throws Exception {
    database = new TaskDatabase();
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  private static TaskRequest ask(int number) {
    return TaskRequest.of("act", new Act.Input(number));
  }

  private Map<String, TaskHandler<?, ?>> hanging(CountDownLatch runs) {
    return Map.of(
        "act",
        Act.of(
            (input, context) -> {
              runs.countDown();
              never.await();
              return null;
            }));
  }

  @Test
  void rescuesTaskWhoseWorkerStoppedBeating() throws Exception {
    CountDownLatch runs = new CountDownLatch(4);
    Node dying = new Node(database.dataSource(), "dying", 4, hanging(runs)).start();
    List<TaskRequest> requests = List.of(ask(1), ask(2), ask(3), ask(4));
    List<UUID> ids = dying.queue.submitAll(requests);
    assertTrue(runs.await(10, TimeUnit.SECONDS));
    dying.kill();
    long died = System.nanoTime();
    try (Node other =
        new Node(database.dataSource(), "other", 4, Map.of("act", Act.of((i, c) -> null)))
            .start()) {
      other.awaitAll(ids, TaskState.SUCCEEDED);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - died);
      assertTrue(millis < 5000, "back after " + millis + " ms");
      Task task = other.tasks.find(ids.get(0)).orElseThrow();
      assertEquals(2, task.attempt());
      assertEquals(
          List.of("crashed", "succeeded"),
          other.tasks.attempts(task.id()).stream().map(Attempt::outcome).toList());
    }
  }

  @Test
  void lateWorkerCannotOverwrite() throws Exception {
    Node submitting = new Node(database.dataSource(), "x", 1, Map.of("act", Act.of((i, c) -> 1)));
    UUID id = submitting.queue.submit(ask(1));
    Lease lease = new Lease(database.dataSource(), "late", Duration.ofMillis(1), 5);
    Lease long_ = new Lease(database.dataSource(), "next", Duration.ofMinutes(1), 5);
    try (Connection connection = database.dataSource().getConnection()) {
      List<Places> one = List.of(new Places("default", 1, 0, 2));
      long late = lease.register();
      Claimed first = Turn.take(connection, late, List.of(), one).claimed().get(0);
      assertEquals(1, long_.rescue(0));
      assertEquals(List.of(), Turn.take(connection, late, List.of(), one).claimed());
      long next = long_.register();
      Claimed second = Turn.take(connection, next, List.of(), one).claimed().get(0);
      assertEquals(2, second.attempt());

      Done lateEnd = new Done(id, first.attempt(), "\"late\"");
      assertEquals(0, Turn.take(connection, late, List.of(lateEnd), List.of()).ended());
      assertEquals(
          Set.of(id),
          Settlement.settle(connection, late, List.of(Settlement.Ended.succeeded(lateEnd))));
      assertEquals(0, HandBack.of(connection, late, List.of(first)));
      assertEquals(false, new Checkpoints(database.dataSource()).keep(first, "1", 0.5));
      assertEquals(false, lease.renew(late));

      Done end = new Done(id, second.attempt(), "\"right\"");
      assertEquals(1, Turn.take(connection, next, List.of(end), List.of()).ended());
      assertEquals(0, Turn.take(connection, next, List.of(end), List.of()).ended());
    }
    assertEquals("\"right\"", database.query("select result from task_done"));
    submitting.kill();
  }

  @Test
  void starvedWorkerThatIsAloneDoesNotTakeItselfForDead() throws Exception {
    Node submitting = new Node(database.dataSource(), "x", 1, Map.of("act", Act.of((i, c) -> 1)));
    submitting.queue.submit(ask(1));
    Lease lease = new Lease(database.dataSource(), "starved", Duration.ZERO, 3);
    try (Connection connection = database.dataSource().getConnection()) {
      long own = lease.register();
      assertEquals(1, claim(connection, own).size());
      assertEquals(0, lease.rescue(own));
      assertTrue(lease.renew(own), "nobody took its tasks");
      assertEquals("1", running());
    }
    submitting.kill();
  }

  @Test
  void poisonIsFoundAndWhatRanBesideItEndsWell() throws Exception {
    Node submitting = new Node(database.dataSource(), "x", 1, Map.of("act", Act.of((i, c) -> 1)));
    List<UUID> four = submitting.queue.submitAll(List.of(ask(1), ask(2), ask(3), ask(4)));
    Lease lease = new Lease(database.dataSource(), "dies", Duration.ZERO, 3);
    try (Connection connection = database.dataSource().getConnection()) {
      QueueRows.limit(connection, Rescue.SUSPECTS, Rescue.ALONE);
      for (int crash = 1; crash <= 2; crash++) {
        assertEquals(Set.copyOf(four), ids(claim(connection, lease.register())));
        assertEquals(4, lease.rescue(0));
      }
      assertEquals(List.of(), claim(connection, lease.register()), "suspects wait for their turn");

      UUID fresh = submitting.queue.submit(ask(5));
      Admission.admit(connection);
      Set<UUID> aboard = ids(claim(connection, lease.register()));
      assertEquals(2, aboard.size(), "one suspect, and what is none: " + aboard);
      assertTrue(aboard.contains(fresh));
      lease.rescue(0);
      assertEquals("1", running(), "its worker may come back and say that it was slow");
      database.run("update task_worker set ended_at = now() - interval '31 s'");
      lease.rescue(0);

      UUID poison = aboard.stream().filter(id -> !id.equals(fresh)).findFirst().orElseThrow();
      Task dead = submitting.tasks.find(poison).orElseThrow();
      assertEquals(TaskState.DEAD, dead.state());
      assertTrue(dead.error().orElseThrow().contains("went silent 3 times"), dead.toString());
      assertEquals(0, submitting.tasks.find(fresh).orElseThrow().attempt(), "as never claimed");
    }
    try (Node other =
        new Node(database.dataSource(), "o", 4, Map.of("act", Act.of((i, c) -> null))).start()) {
      for (UUID id : four) {
        if (other.tasks.find(id).orElseThrow().state() != TaskState.DEAD) {
          assertEquals(3, other.await(id, TaskState.SUCCEEDED).attempt());
        }
      }
    }
    assertEquals("4", database.query("select count(*) from task_done where state = 'succeeded'"));
    submitting.kill();
  }

  private String running() throws Exception {
    return database.query("select count(*) from task where state = 'running'");
  }

  @Test
  void workerThatWasOnlySlowClearsItsTasks() throws Exception {
    Node submitting = new Node(database.dataSource(), "x", 1, Map.of("act", Act.of((i, c) -> 1)));
    UUID id = submitting.queue.submit(ask(1));
    try (Connection connection = database.dataSource().getConnection()) {
      QueueRows.limit(connection, Rescue.SUSPECTS, Rescue.ALONE);
      for (int deadly = 1; deadly <= 3; deadly++) {
        Lease lease = new Lease(database.dataSource(), "slow", Duration.ZERO, deadly);
        long slow = lease.register();
        Admission.admit(connection);
        assertEquals(Set.of(id), ids(claim(connection, slow)));
        lease.rescue(0);
        assertFalse(lease.renew(slow));
        lease.returned(slow, List.of(id));
        Task task = submitting.tasks.find(id).orElseThrow();
        assertEquals(TaskState.QUEUED, task.state(), "deadly: " + deadly);
      }
    }
    assertEquals("0", database.query("select crashes from task"));
    submitting.kill();
  }

  private static List<Claimed> claim(Connection connection, long worker) throws Exception {
    return Turn.take(connection, worker, List.of(), List.of(new Places("default", 8, 0, 2)))
        .claimed();
  }

  private static Set<UUID> ids(List<Claimed> claimed) {
    return claimed.stream().map(Claimed::id).collect(Collectors.toSet());
  }

  @Test
  void stoppingNodeHandsBackWhatDoesNotEndInTime() throws Exception {
    CountDownLatch runs = new CountDownLatch(1);
    Node stopping =
        new Node(database.dataSource(), "s", 1, Node.LEASE, Duration.ofMillis(100), hanging(runs))
            .start();
    UUID running = stopping.queue.submit(ask(1));
    assertTrue(runs.await(10, TimeUnit.SECONDS));
    UUID waiting = stopping.queue.submit(ask(2));
    stopping.close();
    assertEquals("queued,queued", database.query("select state from task"));
    assertEquals("0,0", database.query("select attempt from task"));
    try (Node other =
        new Node(database.dataSource(), "o", 2, Map.of("act", Act.of((i, c) -> null))).start()) {
      assertEquals(1, other.await(running, TaskState.SUCCEEDED).attempt());
      other.await(waiting, TaskState.SUCCEEDED);
    }
  }

  @Test
  void taskOfAWorkerThatHasEndedIsNotForgotten() throws Exception {
    Node submitting = new Node(database.dataSource(), "x", 1, Map.of("act", Act.of((i, c) -> 1)));
    submitting.queue.submit(ask(1));
    Lease lease = new Lease(database.dataSource(), "ended", Duration.ofMinutes(1), 5);
    try (Connection connection = database.dataSource().getConnection()) {
      long worker = lease.register();
      List<Places> one = List.of(new Places("default", 1, 0, 2));
      assertEquals(1, Turn.take(connection, worker, List.of(), one).claimed().size());
      lease.end(connection, worker);
      assertEquals(1, lease.rescue(0));
      assertEquals(0, lease.rescue(0));
    }
    assertEquals("queued", database.query("select state from task"));
    submitting.kill();
  }

  @Test
  void twoNodesNeverTakeTheSame() throws Exception {
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    List<Integer> twice = new ArrayList<>();
    Map<String, TaskHandler<?, ?>> handlers =
        Map.of(
            "act",
            Act.of(
                (input, context) -> {
                  if (!seen.add(input.number())) {
                    synchronized (twice) {
                      twice.add(input.number());
                    }
                  }
                  return null;
                }));
    try (Node one = healthy("one", handlers).start();
        Node two = healthy("two", handlers).start()) {
      List<UUID> ids = new ArrayList<>();
      for (int block = 0; block < 20; block++) {
        List<TaskRequest> requests = new ArrayList<>();
        for (int each = 0; each < 100; each++) {
          requests.add(ask(block * 100 + each));
        }
        ids.addAll((block % 2 == 0 ? one : two).queue.submitAll(requests));
      }
      two.awaitAll(ids, TaskState.SUCCEEDED);
    }
    assertEquals(List.of(), twice);
    assertEquals(2000, seen.size());
    assertEquals("2000", database.query("select count(*) from task_done where attempt = 1"));
  }

  /** A node that a busy machine does not make look dead: that would rightly start tasks twice. */
  private Node healthy(String name, Map<String, TaskHandler<?, ?>> handlers) throws Exception {
    Duration lease = Duration.ofMinutes(2);
    return new Node(database.dataSource(), name, 4, lease, Duration.ofSeconds(5), handlers);
  }

  @Test
  void goesOnWhenTheDatabaseCutsItOff() throws Exception {
    try (Node node =
        new Node(database.dataSource(), "n", 4, Map.of("act", Act.of((i, c) -> null))).start()) {
      node.await(node.queue.submit(ask(0)), TaskState.SUCCEEDED);
      database.run(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where pid <> pg_backend_pid() and query like '%from unnest%' and state = 'idle'"
              + " and datname = current_database()");
      List<UUID> ids = node.queue.submitAll(List.of(ask(1), ask(2), ask(3)));
      node.awaitAll(ids, TaskState.SUCCEEDED);
    }
  }
}
