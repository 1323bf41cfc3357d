package dev.sparkle.task.control.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.task.control.TaskHandler;
import dev.sparkle.task.entity.Limit;
import dev.sparkle.task.entity.Priority;
import dev.sparkle.task.entity.Task;
import dev.sparkle.task.entity.TaskRequest;
import dev.sparkle.task.entity.TaskState;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What starts when, on a real PostgreSQL: lanes, times, limits, pauses. */
class StartIT {

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
  void highLaneStartsFirst() throws Exception {
    Queue<Integer> order = new ConcurrentLinkedQueue<>();
    node(1, Map.of("act", Act.of((input, context) -> order.add(input.number()))));
    List<UUID> ids = new ArrayList<>();
    ids.add(node.queue.submit(ask(3).withPriority(Priority.LOW)));
    ids.add(node.queue.submit(ask(2)));
    ids.add(node.queue.submit(ask(1).withPriority(Priority.HIGH)));
    node.start();
    node.awaitAll(ids, TaskState.SUCCEEDED);
    assertEquals(List.of(1, 2, 3), List.copyOf(order));
  }

  @Test
  void lowLaneDoesNotStarve() throws Exception {
    Queue<Integer> order = new ConcurrentLinkedQueue<>();
    node(1, Map.of("act", Act.of((input, context) -> order.add(input.number()))));
    UUID low = node.queue.submit(ask(1000).withPriority(Priority.LOW));
    database.run("update task set run_at = now() - interval '2 minutes'");
    List<TaskRequest> high = new ArrayList<>();
    for (int each = 0; each < 20; each++) {
      high.add(ask(each).withPriority(Priority.HIGH));
    }
    List<UUID> ids = node.queue.submitAll(high);
    node.start();
    node.await(low, TaskState.SUCCEEDED);
    node.awaitAll(ids, TaskState.SUCCEEDED);
    assertTrue(new ArrayList<>(order).indexOf(1000) < 16, order.toString());
  }

  @Test
  void delayedTaskWaitsForItsTime() throws Exception {
    node(1, Map.of("act", Act.of((input, context) -> null))).start();
    UUID id = node.queue.submit(ask(1).after(Duration.ofMillis(300)));
    assertEquals(TaskState.SCHEDULED, node.tasks.find(id).orElseThrow().state());
    Task done = node.await(id, TaskState.SUCCEEDED);
    Duration waited = Duration.between(done.submittedAt(), done.startedAt().orElseThrow());
    assertTrue(waited.toMillis() >= 300 && waited.toMillis() < 3000, waited.toString());
  }

  @Test
  void nothingIsDueWhenNothingIsScheduled() throws Exception {
    try (Connection connection = database.dataSource().getConnection()) {
      assertEquals(OptionalLong.empty(), Due.next(connection));
      node(1, Map.of("act", Act.of((input, context) -> null)))
          .queue
          .submit(ask(1).after(Duration.ofMinutes(1)));
      long millis = Due.next(connection).orElseThrow();
      assertTrue(millis > 50_000 && millis <= 60_000, millis + " ms");
    }
  }

  @Test
  void limitHoldsOverAllThatShareAKey() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    node(
        8,
        Map.of(
            "act",
            Act.of(
                    (input, context) -> {
                      most.accumulateAndGet(now.incrementAndGet(), Math::max);
                      CountDownLatch never = new CountDownLatch(1);
                      never.await(10, TimeUnit.MILLISECONDS);
                      now.decrementAndGet();
                      return null;
                    })
                .limited(Limit.concurrent(2))));
    node.start();
    List<TaskRequest> requests = new ArrayList<>();
    for (int each = 0; each < 20; each++) {
      requests.add(ask(each));
    }
    node.awaitAll(node.queue.submitAll(requests), TaskState.SUCCEEDED);
    assertEquals(2, most.get());
  }

  @Test
  void rateLetsNoMoreStartThanItSays() throws Exception {
    Queue<Long> starts = new ConcurrentLinkedQueue<>();
    node(8, Map.of("act", Act.of((input, context) -> starts.add(System.nanoTime())))).start();
    node.queues.limit("mail", Limit.rate(5, Duration.ofMillis(500)));
    List<TaskRequest> requests = new ArrayList<>();
    for (int each = 0; each < 10; each++) {
      requests.add(ask(each).limitedBy("mail"));
    }
    node.awaitAll(node.queue.submitAll(requests), TaskState.SUCCEEDED);
    List<Long> sorted = starts.stream().sorted().toList();
    long millis = TimeUnit.NANOSECONDS.toMillis(sorted.get(9) - sorted.get(0));
    assertTrue(millis >= 400, "ten starts in " + millis + " ms");
  }

  @Test
  void pausedQueueRestsUntilItIsResumed() throws Exception {
    node(1, Map.of("act", Act.of((input, context) -> null))).start();
    node.await(node.queue.submit(ask(0)), TaskState.SUCCEEDED);
    node.queues.pause("default");
    node.queues.concurrency("default", 3);
    UUID id = node.queue.submit(ask(1));
    assertEquals(TaskState.QUEUED, node.tasks.find(id).orElseThrow().state());
    assertTrue(node.queues.all().get(0).paused());
    assertEquals(1, node.queues.all().get(0).queued());
    node.queues.resume("default");
    node.await(id, TaskState.SUCCEEDED);
    assertEquals(3, node.queues.all().get(0).concurrency());
  }
}
