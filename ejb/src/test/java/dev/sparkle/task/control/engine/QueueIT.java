package dev.sparkle.task.control.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.task.control.DeadTaskException;
import dev.sparkle.task.control.TaskHandler;
import dev.sparkle.task.entity.Attempt;
import dev.sparkle.task.entity.Batch;
import dev.sparkle.task.entity.Cancelled;
import dev.sparkle.task.entity.Cancelling;
import dev.sparkle.task.entity.Task;
import dev.sparkle.task.entity.TaskFilter;
import dev.sparkle.task.entity.TaskRequest;
import dev.sparkle.task.entity.TaskState;
import dev.sparkle.task.entity.UniqueKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a task goes through, on a real PostgreSQL, with one node. */
class QueueIT {

  private TaskDatabase database;
  private Node node;

  @BeforeEach
  void open() throws Exception {
    database = new TaskDatabase();
  }

  @AfterEach
  void close() throws Exception {
    if (node != null) {
      node.close();
    }
    database.close();
  }

  private Node node(int concurrency, Map<String, TaskHandler<?, ?>> handlers) {
    node = new Node(database.dataSource(), "one", concurrency, handlers);
    return node;
  }

  private static TaskRequest ask(int number) {
    return TaskRequest.of("act", new Act.Input(number));
  }

  @Test
  void runsATaskAndKeepsItsResult() throws Exception {
    node(2, Map.of("act", Act.of((input, context) -> Map.of("twice", 2 * input.number())))).start();
    UUID account = UUID.randomUUID();
    UUID id = node.queue.submit(ask(21).forAccount(account));
    Task done = node.await(id, TaskState.SUCCEEDED);
    assertEquals(Optional.of("{\"twice\": 42}"), done.result());
    assertEquals(1, done.attempt());
    assertEquals(1.0, done.progress());
    assertEquals(Optional.of("one"), done.node());
    assertEquals(List.of("succeeded"), outcomes(id));
    assertTrue(node.tasks.find(account, id).isPresent());
    assertFalse(node.tasks.find(UUID.randomUUID(), id).isPresent());
    assertEquals("0", database.query("select count(*) from task"));
  }

  private List<String> outcomes(UUID id) {
    return node.tasks.attempts(id).stream().map(Attempt::outcome).toList();
  }

  @Test
  void manyCallersShareCommits() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    node(4, Map.of("act", Act.of((input, context) -> ran.incrementAndGet()))).start();
    List<CompletableFuture<UUID>> answers = new ArrayList<>();
    for (int each = 0; each < 500; each++) {
      answers.add(node.queue.submitShared(ask(each)).toCompletableFuture());
    }
    List<UUID> ids = answers.stream().map(CompletableFuture::join).toList();
    node.awaitAll(ids, TaskState.SUCCEEDED);
    assertEquals(500, ran.get());
  }

  @Test
  void rolledBackSubmissionNeverRuns() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    node(1, Map.of("act", Act.of((input, context) -> ran.incrementAndGet()))).start();
    UUID lost;
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      lost = node.engine.submit(connection, List.of(ask(1))).ids().get(0);
      connection.rollback();
    }
    node.await(node.queue.submit(ask(2)), TaskState.SUCCEEDED);
    assertEquals(1, ran.get());
    assertEquals(Optional.empty(), node.tasks.find(lost));
  }

  @Test
  void retriesWithHistoryAndCheckpoint() throws Exception {
    node(
            1,
            Map.of(
                "act",
                Act.of(
                    (input, context) -> {
                      int before = context.checkpoint(Integer.class).orElse(0);
                      context.checkpoint(before + 1);
                      if (context.attempt() < 3) {
                        throw new IllegalStateException("not yet");
                      }
                      return before;
                    })))
        .start();
    UUID id = node.queue.submit(ask(1));
    Task done = node.await(id, TaskState.SUCCEEDED);
    assertEquals(Optional.of("2"), done.result());
    assertEquals(List.of("failed", "failed", "succeeded"), outcomes(id));
    assertEquals(
        Optional.of("IllegalStateException: not yet"), node.tasks.attempts(id).get(0).error());
  }

  @Test
  void isDeadWhenAttemptsAreUsedUpAndCanBeTakenUpAgain() throws Exception {
    AtomicInteger broken = new AtomicInteger(1);
    node(
            1,
            Map.of(
                "act",
                Act.of(
                    (input, context) -> {
                      if (broken.get() == 1) {
                        throw new IllegalStateException("broken");
                      }
                      return null;
                    })))
        .start();
    UUID one = node.queue.submit(ask(1).withAttempts(2));
    UUID two = node.queue.submit(ask(2).withAttempts(1));
    assertEquals(2, node.await(one, TaskState.DEAD).attempt());
    node.await(two, TaskState.DEAD);
    broken.set(0);
    assertTrue(node.tasks.retry(one));
    node.await(one, TaskState.SUCCEEDED);
    assertFalse(node.tasks.retry(one));
    assertEquals(1, node.tasks.retryAll(TaskFilter.ALL.ofType("act")));
    node.await(two, TaskState.SUCCEEDED);
  }

  @Test
  void payloadThatDoesNotFitIsDeadAtOnceWithTheReason() throws Exception {
    node(1, Map.of("act", Act.of((input, context) -> null))).start();
    UUID id = node.queue.submit(TaskRequest.of("act", Map.of("number", -1)));
    Task dead = node.await(id, TaskState.DEAD);
    assertEquals(1, dead.attempt());
    assertTrue(dead.error().orElseThrow().contains("must not be negative"), dead.toString());
  }

  @Test
  void handlerCanGiveUpAtOnce() throws Exception {
    node(
            1,
            Map.of(
                "act",
                Act.of(
                    (input, context) -> {
                      throw new DeadTaskException("there is no such material");
                    })))
        .start();
    UUID id = node.queue.submit(ask(1));
    assertEquals(Optional.of("there is no such material"), node.await(id, TaskState.DEAD).error());
  }

  @Test
  void refusesTypesThatNobodyHandles() {
    node(1, Map.of());
    assertThrows(IllegalArgumentException.class, () -> node.queue.submit(ask(1)));
  }

  @Test
  void deadlineInterruptsAndCountsAsFailed() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    node(
            1,
            Map.of(
                "act",
                Act.of(
                        (input, context) -> {
                          if (context.attempt() == 1) {
                            never.await();
                          }
                          return null;
                        })
                    .within(Duration.ofMillis(100))))
        .start();
    UUID id = node.queue.submit(ask(1));
    node.await(id, TaskState.SUCCEEDED);
    assertEquals(List.of("timed_out", "succeeded"), outcomes(id));
  }

  @Test
  void cancelsWhatWaitsAndWhatRuns() throws Exception {
    CountDownLatch runs = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    node(
            1,
            Map.of(
                "act",
                Act.of(
                    (input, context) -> {
                      runs.countDown();
                      never.await();
                      return null;
                    })))
        .start();
    UUID running = node.queue.submit(ask(1));
    assertTrue(runs.await(10, TimeUnit.SECONDS));
    UUID waiting = node.queue.submit(ask(2));
    assertEquals(Cancelling.CANCELLED, node.tasks.cancel(waiting));
    assertEquals(TaskState.CANCELLED, node.tasks.find(waiting).orElseThrow().state());
    assertEquals(Cancelling.ASKED, node.tasks.cancel(running));
    node.await(running, TaskState.CANCELLED);
    assertEquals(Cancelling.ENDED, node.tasks.cancel(running));
    assertEquals(Cancelling.UNKNOWN, node.tasks.cancel(UUID.randomUUID()));
  }

  @Test
  void cancelsAllThatAFilterAllowsAndAsksWhatRuns() throws Exception {
    CountDownLatch runs = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    node(
            1,
            Map.of(
                "act",
                Act.of(
                    (input, context) -> {
                      runs.countDown();
                      never.await();
                      return null;
                    })))
        .start();
    UUID running = node.queue.submit(ask(1));
    assertTrue(runs.await(10, TimeUnit.SECONDS));
    for (int i = 0; i < 1203; i++) {
      node.queue.submit(ask(i).after(Duration.ofHours(1)));
    }
    UUID other = node.queue.submit(ask(2));

    Cancelled waiting = node.tasks.cancelAll(TaskFilter.ALL.in(TaskState.SCHEDULED));
    assertEquals(new Cancelled(1203, 0), waiting);
    assertEquals(TaskState.QUEUED, node.tasks.find(other).orElseThrow().state());
    assertEquals(new Cancelled(1, 1), node.tasks.cancelAll(TaskFilter.ALL));
    node.await(running, TaskState.CANCELLED);
    assertEquals(TaskState.CANCELLED, node.tasks.find(other).orElseThrow().state());
    assertEquals(new Cancelled(0, 0), node.tasks.cancelAll(TaskFilter.ALL));
  }

  /** Nothing scheduled must not look like something due now: the dispatcher would not rest. */
  @Test
  void uniqueKeyGivesTheFirstOneUntilItEnds() throws Exception {
    node(1, Map.of("act", Act.of((input, context) -> null)));
    UUID first = node.queue.submit(ask(7).unique(UniqueKey.byPayload()));
    assertEquals(first, node.queue.submit(ask(7).unique(UniqueKey.byPayload())));
    UUID other = node.queue.submit(ask(8).unique(UniqueKey.byPayload()));
    assertNotEquals(first, other);
    node.start();
    node.await(first, TaskState.SUCCEEDED);
    UUID again = node.queue.submit(ask(7).unique(UniqueKey.byPayload()));
    assertNotEquals(first, again);
    UniqueKey windowed = UniqueKey.of("digest").within(Duration.ofHours(1));
    UUID digest = node.queue.submit(ask(9).unique(windowed));
    node.await(digest, TaskState.SUCCEEDED);
    assertEquals(digest, node.queue.submit(ask(9).unique(windowed)));
  }

  @Test
  void followerWaitsForAllAndDiesWithOne() throws Exception {
    Queue<Integer> order = new ConcurrentLinkedQueue<>();
    node(
            4,
            Map.of(
                "act",
                Act.of(
                    (input, context) -> {
                      order.add(input.number());
                      if (input.number() == 13) {
                        throw new DeadTaskException("unlucky");
                      }
                      return null;
                    })))
        .start();
    List<UUID> firsts = node.queue.submitAll(List.of(ask(1), ask(2), ask(3)));
    UUID last = node.queue.submit(ask(4).following(firsts));
    node.await(last, TaskState.SUCCEEDED);
    assertEquals(4, List.copyOf(order).get(3));

    UUID unlucky = node.queue.submit(ask(13).after(Duration.ofMillis(100)));
    UUID child = node.queue.submit(ask(5).following(List.of(unlucky)));
    UUID grandchild = node.queue.submit(ask(6).following(List.of(child)));
    UUID regardless = node.queue.submit(ask(7).followingWhatever(List.of(unlucky, child)));
    node.await(grandchild, TaskState.DEAD);
    node.await(regardless, TaskState.SUCCEEDED);
    UUID late = node.queue.submit(ask(8).following(List.of(unlucky)));
    node.await(late, TaskState.DEAD);
    assertThrows(
        IllegalArgumentException.class,
        () -> node.queue.submit(ask(9).following(List.of(UUID.randomUUID()))));
    assertEquals("0", database.query("select count(*) from task_follow"));
  }

  @Test
  void batchEndsWithItsCompletion() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    node(4, Map.of("act", Act.of((input, context) -> ran.incrementAndGet()))).start();
    List<TaskRequest> parts = new ArrayList<>();
    for (int each = 0; each < 50; each++) {
      parts.add(ask(each));
    }
    Batch batch = node.queue.submitBatch(parts, ask(99));
    assertEquals(Optional.of("51"), node.await(batch.completion(), TaskState.SUCCEEDED).result());
    assertEquals(
        51,
        node.tasks
            .list(TaskFilter.ALL.inBatch(batch.id()), Optional.empty(), 100)
            .orElseThrow()
            .items()
            .size());
  }

  @Test
  void listsThePagesOfAFilter() throws Exception {
    node(1, Map.of("act", Act.of((input, context) -> null)));
    List<UUID> ids = new ArrayList<>();
    for (int each = 0; each < 5; each++) {
      ids.add(0, node.queue.submit(ask(each)));
    }
    List<UUID> seen = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      var page = node.tasks.list(TaskFilter.ALL.in(TaskState.QUEUED), cursor, 2).orElseThrow();
      page.items().forEach(task -> seen.add(task.id()));
      cursor = page.nextCursor();
    } while (cursor.isPresent());
    assertEquals(ids, seen);
    assertEquals(Optional.empty(), node.tasks.list(TaskFilter.ALL, Optional.of("made up"), 2));
  }

  @Test
  void purgeTakesWhatIsOld() throws Exception {
    node(1, Map.of("act", Act.of((input, context) -> null))).start();
    UUID old = node.queue.submit(ask(1));
    node.await(old, TaskState.SUCCEEDED);
    database.run("update task_done set ended_at = now() - interval '8 days'");
    UUID fresh = node.queue.submit(ask(2));
    node.await(fresh, TaskState.SUCCEEDED);
    assertEquals(1, node.tasks.purge(Duration.ofDays(7), Duration.ofDays(30)));
    assertEquals(Optional.empty(), node.tasks.find(old));
    assertTrue(node.tasks.find(fresh).isPresent());
  }

  @Test
  void tableRefusesIllegalMoves() throws Exception {
    node(1, Map.of("act", Act.of((input, context) -> null)));
    node.queue.submit(ask(1));
    assertThrows(SQLException.class, () -> database.run("update task set state = 'retrying'"));
    assertThrows(SQLException.class, () -> database.run("update task set state = 'scheduled'"));
    assertThrows(SQLException.class, () -> database.run("update task set state = 'succeeded'"));
    database.run("update task set state = 'running'");
    database.run("update task set state = 'retrying'");
  }
}
