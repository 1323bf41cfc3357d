package dev.sparkle.platform.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {

  @Test
  void runsActionsInOrderAndNeverTwoAtOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      SerialExecutor executor = new SerialExecutor(pool);
      List<Integer> seen = new ArrayList<>();
      AtomicInteger inside = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      CountDownLatch done = new CountDownLatch(1000);
      for (int i = 0; i < 1000; i++) {
        int number = i;
        executor.execute(
            () -> {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              seen.add(number);
              inside.decrementAndGet();
              done.countDown();
            });
      }
      assertTrue(done.await(10, TimeUnit.SECONDS));
      assertEquals(IntStream.range(0, 1000).boxed().toList(), seen);
      assertEquals(1, most.get());
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void goesOnAfterAnActionThatThrows() {
    List<String> seen = new ArrayList<>();
    SerialExecutor executor = new SerialExecutor(Runnable::run);

    executor.execute(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    executor.execute(() -> seen.add("next"));

    assertEquals(List.of("next"), seen);
  }

  @Test
  void runsOnTheCallersThreadWhenThePoolRefuses() {
    List<String> seen = new ArrayList<>();
    SerialExecutor executor =
        new SerialExecutor(
            action -> {
              throw new RejectedExecutionException("full");
            });

    executor.execute(() -> seen.add("done"));

    assertEquals(List.of("done"), seen);
  }

  @Test
  void givesTheThreadBackAfterABurst() {
    ArrayDeque<Runnable> pool = new ArrayDeque<>();
    SerialExecutor executor = new SerialExecutor(pool::add);
    AtomicInteger done = new AtomicInteger();
    for (int i = 0; i < 100; i++) {
      executor.execute(done::incrementAndGet);
    }

    pool.poll().run();

    assertTrue(done.get() < 100, "all in one go: " + done);
    while (!pool.isEmpty()) {
      pool.poll().run();
    }
    assertEquals(100, done.get());
  }
}
