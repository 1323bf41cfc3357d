package dev.sparkle.operations.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class LastWordTest {

  private long now = 7;
  private final LastWord word = new LastWord(Duration.ofSeconds(1), () -> now);

  @Test
  void asksOnceASecond() {
    AtomicInteger asked = new AtomicInteger();
    IntSupplier ask = () -> 200 + asked.getAndIncrement();

    assertEquals(200, word.status(ask));
    now += TimeUnit.MILLISECONDS.toNanos(999);
    assertEquals(200, word.status(ask));
    now += TimeUnit.MILLISECONDS.toNanos(1);
    assertEquals(201, word.status(ask));
    assertEquals(2, asked.get());
  }

  @Test
  void letsOnlyOneAskAndTellsOthersTheLastWord() {
    assertEquals(503, whileOneAsks(), "there was none");

    now += TimeUnit.SECONDS.toNanos(2);
    assertEquals(200, whileOneAsks(), "the one before");
  }

  /** What another hears while one asks, who is told 200. */
  private int whileOneAsks() {
    int[] heard = {0};
    word.status(
        () -> {
          heard[0] =
              CompletableFuture.supplyAsync(
                      () ->
                          word.status(
                              () -> {
                                throw new AssertionError("two ask");
                              }))
                  .orTimeout(10, TimeUnit.SECONDS)
                  .join();
          return 200;
        });
    return heard[0];
  }
}
