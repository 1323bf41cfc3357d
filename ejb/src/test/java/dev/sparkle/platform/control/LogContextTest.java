package dev.sparkle.platform.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LogContextTest {

  @Test
  void addsFieldsForTheTimeOfTheScope() {
    try (LogContext.Scope outer = LogContext.with(Map.of(LogContext.Field.REQUEST, "r"))) {
      try (LogContext.Scope inner = LogContext.with(Map.of(LogContext.Field.GENERATION, "g"))) {
        assertEquals("r", LogContext.get(LogContext.Field.REQUEST));
        assertEquals("g", LogContext.get(LogContext.Field.GENERATION));
        assertEquals(inner, inner);
      }
      assertNull(LogContext.get(LogContext.Field.GENERATION));
      assertEquals(outer, outer);
    }
    assertNull(LogContext.get(LogContext.Field.REQUEST));
  }

  @Test
  void carriesFieldsAndTraceToAnotherThreadAndLeavesNothingThere() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    ContextKey<String> trace = ContextKey.named("trace");
    List<String> seen = new ArrayList<>();
    try (LogContext.Scope fields = LogContext.with(Map.of(LogContext.Field.REQUEST, "r"));
        Scope context = Context.current().with(trace, "t").makeCurrent()) {
      pool.submit(
              LogContext.carry(
                  () -> {
                    seen.add(LogContext.get(LogContext.Field.REQUEST));
                    seen.add(Context.current().get(trace));
                  }))
          .get(5, TimeUnit.SECONDS);
      assertEquals(fields, fields);
      assertEquals(context, context);
    }
    pool.submit(() -> seen.add(String.valueOf(LogContext.get(LogContext.Field.REQUEST))))
        .get(5, TimeUnit.SECONDS);
    pool.shutdownNow();

    assertEquals(List.of("r", "t", "null"), seen);
  }

  @Test
  void putsWhatWasCapturedOnAnotherThreadUntilTheScopeIsClosed() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    List<String> seen = new ArrayList<>();
    Supplier<LogContext.Scope> captured;
    try (LogContext.Scope fields = LogContext.with(Map.of(LogContext.Field.TASK, "t"))) {
      captured = LogContext.captured();
      assertEquals(fields, fields);
    }
    pool.submit(
            () -> {
              LogContext.Scope scope = captured.get();
              seen.add(LogContext.get(LogContext.Field.TASK));
              scope.close();
              seen.add(String.valueOf(LogContext.get(LogContext.Field.TASK)));
            })
        .get(5, TimeUnit.SECONDS);
    pool.shutdownNow();

    assertEquals(List.of("t", "null"), seen);
  }

  @Test
  void whatIsFoundOnTheWayEndsWithTheScope() {
    LogContext.add(LogContext.Field.ACCOUNT, "nobody takes it away");
    assertNull(LogContext.get(LogContext.Field.ACCOUNT));
    try (LogContext.Scope scope = LogContext.with(Map.of(LogContext.Field.REQUEST, "r"))) {
      Objects.requireNonNull(scope);
      LogContext.add(LogContext.Field.ACCOUNT, "a");
      assertEquals("a", LogContext.get(LogContext.Field.ACCOUNT));
      assertEquals("r", LogContext.get(LogContext.Field.REQUEST));
    }
    assertNull(LogContext.get(LogContext.Field.ACCOUNT));
  }
}
