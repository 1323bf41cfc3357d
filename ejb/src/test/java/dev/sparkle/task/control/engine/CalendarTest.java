package dev.sparkle.task.control.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.task.entity.CronSchedule.Missed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class CalendarTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void goesByTheWallClockOfItsZone() {
    Calendar calendar = new Calendar("30 7 * * *", BERLIN);
    assertEquals(
        Instant.parse("2026-01-15T06:30:00Z"),
        calendar.after(Instant.parse("2026-01-15T00:00:00Z")));
    assertEquals(
        Instant.parse("2026-07-15T05:30:00Z"),
        calendar.after(Instant.parse("2026-07-15T00:00:00Z")));
  }

  @Test
  void firesNotTwiceInTheHourThatComesTwice() {
    Calendar calendar = new Calendar("30 2 * * *", BERLIN);
    Instant first = calendar.after(Instant.parse("2026-10-24T22:00:00Z"));
    assertEquals(Instant.parse("2026-10-25T00:30:00Z"), first);
    assertEquals(Instant.parse("2026-10-26T01:30:00Z"), calendar.after(first));
  }

  @Test
  void missedTimeIsMadeUpForOnceOrLeftOut() {
    Calendar calendar = new Calendar("0 * * * *", BERLIN);
    Instant due = Instant.parse("2026-01-01T00:00:00Z");
    Duration grace = Duration.ofMinutes(1);
    Instant inTime = due.plusSeconds(30);
    Instant late = due.plusSeconds(3600);
    assertTrue(calendar.fires(due, inTime, Missed.SKIP, grace));
    assertFalse(calendar.fires(due, late, Missed.SKIP, grace));
    assertTrue(calendar.fires(due, late, Missed.RUN_ONCE, grace));
  }

  @Test
  void refusesWhatIsNoCronExpression() {
    assertThrows(IllegalArgumentException.class, () -> new Calendar("every day", BERLIN));
    assertThrows(IllegalArgumentException.class, () -> new Calendar("61 * * * *", BERLIN));
  }
}
