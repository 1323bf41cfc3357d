package dev.sparkle.safety.control.guardian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RepeatedAttacksTest {

  private static final Duration WINDOW = Duration.ofMinutes(10);

  private Instant now = Instant.parse("2026-11-25T12:00:00Z");
  private final RepeatedAttacks attacks =
      new RepeatedAttacks(
          new Clock() {
            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now;
            }
          });
  private final UUID one = UUID.randomUUID();

  @Test
  void countsEachAccountForItselfAndBeginsAnew() {
    assertFalse(attacks.add(one, 2, WINDOW));
    assertFalse(attacks.add(UUID.randomUUID(), 2, WINDOW));
    assertTrue(attacks.add(one, 2, WINDOW));
    assertFalse(attacks.add(one, 2, WINDOW));
  }

  @Test
  void forgetsWhatIsOlderThanTheWindow() {
    assertFalse(attacks.add(one, 2, WINDOW));
    now = now.plus(WINDOW).plusSeconds(1);
    assertFalse(attacks.add(one, 2, WINDOW));
    now = now.plusSeconds(1);
    assertTrue(attacks.add(one, 2, WINDOW));
  }

  @Test
  void neverSpeaksWhenSwitchedOff() {
    assertFalse(attacks.add(one, 0, WINDOW));
  }

  @Test
  void pausesDoubleUpToAnHour() {
    assertEquals(Duration.ofSeconds(10), Deliveries.pause(1));
    assertEquals(Duration.ofSeconds(40), Deliveries.pause(3));
    assertEquals(Duration.ofHours(1), Deliveries.pause(12));
    assertEquals(Duration.ofHours(1), Deliveries.pause(Deliveries.MOST_ATTEMPTS));
  }
}
