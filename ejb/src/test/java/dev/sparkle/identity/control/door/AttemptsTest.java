package dev.sparkle.identity.control.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AttemptsTest {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Attempts.Rule RULE =
      new Attempts.Rule(5, Duration.ofDays(1), Duration.ofMinutes(1), Duration.ofHours(1));

  private static Attempts after(int failures) {
    Attempts attempts = null;
    for (int i = 0; i < failures; i++) {
      attempts = Attempts.counted(attempts, RULE, NOON);
    }
    return attempts;
  }

  @Test
  void shutsAfterTheFreeOnesAndDoublesUpToTheLongest() {
    assertEquals(Optional.empty(), after(4).shut(NOON));
    assertEquals(Optional.of(Duration.ofMinutes(1)), after(5).shut(NOON));
    assertEquals(Optional.of(Duration.ofMinutes(4)), after(7).shut(NOON));
    assertEquals(Optional.of(Duration.ofHours(1)), after(12).shut(NOON));
    assertEquals(Optional.of(Duration.ofHours(1)), after(5_000).shut(NOON));
  }

  @Test
  void opensWhenItsTimeIsOver() {
    assertEquals(Optional.empty(), after(5).shut(NOON.plusSeconds(60)));
  }

  @Test
  void drainsSteadilyAndWhileItIsTried() {
    Attempts next = Attempts.counted(after(5), RULE, NOON.plus(Duration.ofHours(24)));
    assertEquals(1, next.level(), 1e-9);
    Attempts attempts = after(4);
    for (int hour = 1; hour <= 24; hour += 6) {
      attempts = Attempts.counted(attempts, RULE, NOON.plus(Duration.ofHours(hour)));
    }
    assertEquals(4 + 4 - 19 * 5 / 24.0, attempts.level(), 1e-9);
  }

  @Test
  void aClockThatIsSetBackDrainsNothing() {
    assertEquals(4, Attempts.counted(after(3), RULE, NOON.minusSeconds(3_600)).level(), 1e-9);
  }

  @Test
  void takesOneBack() {
    assertEquals(Optional.empty(), after(1).takenBack());
    assertEquals(5, after(6).takenBack().orElseThrow().level(), 1e-9);
  }

  /** Whoever waits as told, and tries at once when it opens, gets no more than this in a day. */
  @Property
  void admitsFewGuessesADayHoweverTheyAreSpread(
      @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 7_200) Integer> pauses) {
    Instant now = NOON;
    Attempts attempts = null;
    int admitted = 0;
    for (int pause : pauses) {
      now = now.plusSeconds(pause);
      if (now.isAfter(NOON.plus(Duration.ofDays(1)))) {
        break;
      }
      if (attempts == null || attempts.shut(now).isEmpty()) {
        attempts = Attempts.counted(attempts, RULE, now);
        admitted++;
      }
    }
    // five free ones and five that drain, six on the way to an hour, then one an hour
    assertTrue(admitted <= 5 + 5 + 6 + 24, admitted + " guesses");
  }
}
