package dev.sparkle.identity.control.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashingGateTest {

  private final ExecutorService callers = Executors.newFixedThreadPool(40);

  @AfterEach
  void end() {
    callers.shutdownNow();
  }

  @Test
  void letsNoMoreInThanThereIsRoomForAndTurnsAwayWhoeverCannotWait() throws Exception {
    HashingGate gate = new HashingGate(2, 3, Duration.ofMinutes(1));
    CountDownLatch inside = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<Optional<String>>> calls = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      calls.add(
          callers.submit(
              () ->
                  gate.through(
                      () -> {
                        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                        inside.countDown();
                        await(go);
                        atOnce.decrementAndGet();
                        return "done";
                      })));
    }
    await(inside);
    int turnedAway = 0;
    while (turnedAway < 35) { // 40 less two inside and three that wait
      turnedAway = (int) calls.stream().filter(Future::isDone).count();
      Thread.onSpinWait();
    }
    go.countDown();

    int done = 0;
    for (Future<Optional<String>> call : calls) {
      done += call.get(10, TimeUnit.SECONDS).isPresent() ? 1 : 0;
    }
    assertEquals(5, done);
    assertEquals(2, most.get());
  }

  @Test
  void turnsAwayWhoeverWaitedTooLongAndLetsTheNextIn() {
    HashingGate gate = new HashingGate(1, 1, Duration.ofMillis(20));

    Optional<Optional<String>> outer = gate.through(() -> gate.through(() -> "inner"));

    assertEquals(Optional.of(Optional.empty()), outer);
    assertTrue(gate.through(() -> "next").isPresent());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
