package dev.sparkle.llm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.TokenUsage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SerialSinkTest {

  @Test
  void dropsWhatComesBehindTheEnd() {
    RecordingSink learner = new RecordingSink();
    SerialSink sink = new SerialSink(learner);
    sink.delta("a");
    assertTrue(sink.finish(new Ending.Done(false), TokenUsage.NONE));
    assertFalse(sink.finish(new Ending.Stopped(), TokenUsage.NONE));
    sink.delta("b");
    assertEquals("a", learner.text());
    assertEquals(List.of(new Ending.Done(false)), learner.endings);
    assertEquals(1, learner.usages.size());
  }

  @Test
  void deliversAnEndThatADeltaCausesAfterTheDelta() {
    RecordingSink learner = new RecordingSink();
    SerialSink sink = new SerialSink(learner);
    learner.cancellation().onRequest(() -> sink.finish(new Ending.Stopped(), null));
    learner.cancellation().request();
    assertEquals(List.of(new Ending.Stopped()), learner.endings);
    assertEquals(List.of(), learner.violations);
  }

  @Property(tries = 300)
  void endsOnceWhateverRaces(@ForAll @Size(min = 2, max = 6) List<@IntRange(max = 3) Integer> kinds)
      throws Exception {
    RecordingSink learner = new RecordingSink();
    SerialSink sink = new SerialSink(learner);
    CyclicBarrier start = new CyclicBarrier(kinds.size());
    CompletableFuture<?>[] racers =
        IntStream.range(0, kinds.size())
            .mapToObj(i -> CompletableFuture.runAsync(() -> race(start, sink, kinds.get(i)), RACE))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(racers).join();
    sink.finish(new Ending.Done(false), TokenUsage.NONE);
    assertEquals(1, learner.endings.size());
    assertTrue(learner.usages.size() <= 1);
    assertEquals(List.of(), learner.violations);
  }

  private static final java.util.concurrent.Executor RACE =
      java.util.concurrent.Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "race");
            thread.setDaemon(true);
            return thread;
          });

  private static void race(CyclicBarrier start, SerialSink sink, int kind) {
    try {
      start.await();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
    switch (kind) {
      case 0 -> IntStream.range(0, 50).forEach(i -> sink.delta("word " + i));
      case 1 -> sink.finish(new Ending.Stopped(), TokenUsage.NONE);
      case 2 -> sink.finish(LlmFailure.TIMEOUT_GAP.ending(), null);
      default -> sink.finish(new Ending.Done(true), TokenUsage.NONE);
    }
  }
}
