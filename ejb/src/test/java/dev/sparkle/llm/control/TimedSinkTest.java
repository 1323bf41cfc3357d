package dev.sparkle.llm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.llm.entity.Ending;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimedSinkTest {

  private final ManualTimers timers = new ManualTimers();
  private final RecordingSink target = new RecordingSink();
  private final TimedSink sink = new TimedSink(target, Duration.ofSeconds(3), timers);

  @Test
  void cancelsTheCallWhenItsTimeIsOverAndTellsThatItWasTheTime() {
    sink.cancellation().onRequest(() -> sink.end(new Ending.Stopped()));
    sink.delta("So far");

    timers.advanceMillis(2999);
    assertFalse(sink.cancellation().isRequested());
    timers.advanceMillis(1);

    assertEquals("So far", target.text());
    Ending.Failed failed = (Ending.Failed) target.awaitEnd();
    assertEquals("llm_timeout_total", failed.code());
    assertTrue(failed.retryable());
  }

  @Test
  void leavesAnAnswerInTimeAlone() {
    sink.end(new Ending.Done(false));
    timers.advanceMillis(10_000);

    assertEquals(new Ending.Done(false), target.awaitEnd());
    assertFalse(sink.cancellation().isRequested());
    assertEquals(0, timers.waiting());
  }

  @Test
  void theLearnersOwnStopStaysAStop() {
    sink.cancellation().request();
    timers.advanceMillis(10_000);
    sink.end(new Ending.Stopped());

    assertEquals(new Ending.Stopped(), target.awaitEnd());
  }
}
