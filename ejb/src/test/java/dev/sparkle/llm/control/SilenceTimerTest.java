package dev.sparkle.llm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sparkle.llm.control.SilenceTimer.Silence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilenceTimerTest {

  private final ManualTimers timers = new ManualTimers();
  private final List<Silence> told = new ArrayList<>();
  private final SilenceTimer timer =
      new SilenceTimer(
          timers, timers::nanoTime, Duration.ofMillis(300), Duration.ofMillis(100), told::add);

  @Test
  void tellsAMissingFirstTokenAtItsLimit() {
    timer.start();
    timers.advanceMillis(299);
    assertEquals(List.of(), told);
    timers.advanceMillis(1);
    assertEquals(List.of(Silence.FIRST_TOKEN), told);
  }

  @Test
  void tellsAGapAtItsLimitAfterTheLastToken() {
    timer.start();
    timers.advanceMillis(250);
    timer.heard();
    timers.advanceMillis(99);
    timer.heard();
    timers.advanceMillis(99);
    assertEquals(List.of(), told);
    timers.advanceMillis(1);
    assertEquals(List.of(Silence.GAP), told);
  }

  @Test
  void keepsOneTimerHoweverManyTokensCome() {
    timer.start();
    for (int i = 0; i < 1000; i++) {
      timer.heard();
    }
    assertEquals(1, timers.waiting());
  }

  @Test
  void isSilentItselfOnceStopped() {
    timer.start();
    timer.stop();
    timers.advanceMillis(10_000);
    assertEquals(List.of(), told);
    assertEquals(0, timers.waiting());
  }
}
