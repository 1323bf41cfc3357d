package dev.sparkle.task.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sparkle.platform.control.LogContext;
import dev.sparkle.task.control.engine.TaskObserver;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TaskManagerTest {

  @Test
  void whatShortWorkLogsBelongsToWhoeverAskedForIt() throws Exception {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    TaskManager manager = new TaskManager(threads, TaskObserver.NONE, 10);
    try (LogContext.Scope scope = LogContext.with(Map.of(LogContext.Field.REQUEST, "r"))) {
      assertEquals(
          "r",
          manager
              .track("it", () -> LogContext.get(LogContext.Field.REQUEST))
              .toCompletableFuture()
              .get(5, TimeUnit.SECONDS));
      assertEquals(scope, scope);
    } finally {
      threads.shutdownNow();
    }
  }
}
