package dev.sparkle.quota.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RequestRateTest {

  private static final UUID MINA = UUID.randomUUID();

  private final ManualClock clock = new ManualClock();
  private final RequestRate rate = new RequestRate(clock);

  @Test
  void takesUpToTheLimitAndTellsWhenThereIsRoomAgain() {
    for (int i = 0; i < 3; i++) {
      assertTrue(rate.take(MINA, 3).isZero());
    }

    Duration wait = rate.take(MINA, 3);

    assertFalse(wait.isZero());
    clock.advance(wait);
    assertTrue(rate.take(MINA, 3).isZero(), "there is room after the time that was told");
  }

  @Test
  void countsEveryAccountForItself() {
    assertTrue(rate.take(MINA, 1).isZero());
    assertFalse(rate.take(MINA, 1).isZero());
    assertTrue(rate.take(UUID.randomUUID(), 1).isZero());
  }

  @Test
  void hasNoLimitAtZero() {
    for (int i = 0; i < 10_000; i++) {
      assertTrue(rate.take(MINA, 0).isZero());
    }
  }

  @Test
  void forgetsAfterTwoQuietMinutes() {
    assertTrue(rate.take(MINA, 1).isZero());
    clock.advance(Duration.ofMinutes(2));
    assertTrue(rate.take(MINA, 1).isZero());
  }

  @Property
  void neverTakesMoreThanTheLimitInAnyMinute(
      @ForAll @IntRange(min = 1, max = 8) int limit,
      @ForAll @Size(max = 60) List<@IntRange(max = 20_000) Integer> gaps) {
    ManualClock time = new ManualClock();
    RequestRate counter = new RequestRate(time);
    List<Long> taken = new ArrayList<>();
    for (int gap : gaps) {
      time.advance(Duration.ofMillis(gap));
      if (counter.take(MINA, limit).isZero()) {
        taken.add(time.millis());
      }
    }
    for (int i = limit; i < taken.size(); i++) {
      assertTrue(taken.get(i) - taken.get(i - limit) >= 60_000, taken.toString());
    }
  }

  @Property
  void theTimeThatItTellsIsEnough(
      @ForAll @IntRange(min = 1, max = 8) int limit,
      @ForAll @Size(max = 40) List<@IntRange(max = 9_000) Integer> gaps) {
    ManualClock time = new ManualClock();
    RequestRate counter = new RequestRate(time);
    for (int gap : gaps) {
      time.advance(Duration.ofMillis(gap));
      Duration wait = counter.take(MINA, limit);
      if (!wait.isZero()) {
        time.advance(wait);
        assertEquals(Duration.ZERO, counter.take(MINA, limit));
      }
    }
  }

  private static final class ManualClock extends Clock {

    private Instant now = Instant.parse("2026-01-01T00:00:30Z");

    void advance(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
