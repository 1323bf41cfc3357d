package dev.sparkle.cli.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.lifecycle.Watch.Sight;
import dev.sparkle.cli.lifecycle.Watch.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchTest {

  private final SettableClock clock = new SettableClock();
  private final List<String> log = new ArrayList<>();
  private final Watch watch = new Watch("node-1", Backoff.STANDARD, clock, log::add);

  @Test
  void waitsTwiceAsLongAfterEachDeathUpToAMinute() {
    assertEquals(
        List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L, 60L),
        IntStream.rangeClosed(1, 10).mapToObj(n -> Backoff.STANDARD.after(n).toSeconds()).toList());
    assertEquals(Duration.ofSeconds(60), Backoff.STANDARD.after(Integer.MAX_VALUE));
    assertThrows(IllegalArgumentException.class, () -> Backoff.STANDARD.after(0));
  }

  @Test
  void startsADeadNodeAgainAfterItsWaitAndNotBefore() {
    see(Sight.READY);
    assertFalse(see(Sight.DEAD));
    assertEquals(State.WAITING, watch.state());
    pass(Duration.ofMillis(999));
    assertFalse(watch.isDue());
    assertFalse(see(Sight.DEAD));
    pass(Duration.ofMillis(1));
    assertTrue(watch.isDue());
    assertTrue(see(Sight.DEAD));
    watch.launched(42);
    see(Sight.ALIVE);
    assertEquals(State.STARTING, watch.state());
    pass(Duration.ofSeconds(12));
    see(Sight.READY);
    assertEquals(State.RUNNING, watch.state());
    assertEquals(1, watch.entry().restarts());
    assertEquals(
        List.of(
            "node-1 died (killed). It is started again in 1 s.",
            "node-1 was started again as process 42, for the first time.",
            "node-1 is ready, 12 s later."),
        log);
  }

  @Test
  void givesUpWhatDiesAgainAndAgainAndSaysWhatToDo() {
    List<Long> waits = new ArrayList<>();
    while (watch.state() != State.GIVEN_UP) {
      waits.add(dieAndStart());
    }
    assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L, 60L, 0L), waits);
    assertFalse(watch.isDue());
    String last = log.get(log.size() - 1);
    assertTrue(last.contains("given up after 10 restarts in a row"), last);
    assertTrue(last.contains("./sparkle logs --node node-1"), last);
    pass(Duration.ofDays(1));
    assertFalse(see(Sight.DEAD));
  }

  @Test
  void countsAnewAfterAHealthyWhile() {
    dieAndStart();
    dieAndStart();
    see(Sight.READY);
    pass(Backoff.STANDARD.healthy());
    see(Sight.READY);
    assertEquals(1, dieAndStart());
  }

  @Test
  void doesNotForgetDeathsThatWereClose() {
    dieAndStart();
    see(Sight.READY);
    pass(Backoff.STANDARD.healthy().minusSeconds(1));
    assertEquals(2, dieAndStart());
  }

  @Test
  void leavesAloneWhatWasStoppedOnPurposeUntilSomebodyStartsIt() {
    see(Sight.READY);
    assertFalse(see(Sight.STOPPED));
    pass(Duration.ofHours(1));
    assertFalse(watch.isDue());
    assertFalse(see(Sight.STOPPED));
    assertEquals("stopped", watch.entry().state());
    assertEquals(1, log.size());
    see(Sight.READY);
    assertEquals(State.RUNNING, watch.state());
    assertEquals(1, dieAndStart());
  }

  @Test
  void takesAFailedStartForADeath() {
    see(Sight.READY);
    see(Sight.DEAD);
    pass(Duration.ofSeconds(1));
    assertTrue(see(Sight.DEAD));
    watch.failed("port 8080 is taken by process 7 (nginx)");
    assertEquals(State.WAITING, watch.state());
    assertTrue(log.get(log.size() - 1).contains("port 8080 is taken"), log.toString());
    pass(Duration.ofSeconds(1));
    assertFalse(see(Sight.DEAD));
    pass(Duration.ofSeconds(1));
    assertTrue(see(Sight.DEAD));
  }

  @Test
  void goesOnCountingWhereAnEarlierSupervisorStopped() {
    dieAndStart();
    Watch next = new Watch("node-1", Backoff.STANDARD, clock, log::add);
    next.resume(watch.entry());
    assertEquals(1, next.entry().restarts());
    assertEquals(watch.entry().diedAt(), next.entry().diedAt());
  }

  /** Returns the seconds that it had to wait; 0 when it was given up. */
  private long dieAndStart() {
    assertFalse(see(Sight.DEAD));
    if (watch.state() == State.GIVEN_UP) {
      return 0;
    }
    long waited = 0;
    while (!see(Sight.DEAD)) {
      pass(Duration.ofSeconds(1));
      waited++;
    }
    watch.launched(1);
    return waited;
  }

  private boolean see(Sight sight) {
    return watch.sees(sight, () -> "killed");
  }

  private void pass(Duration time) {
    clock.now = clock.now.plus(time);
  }

  private static final class SettableClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

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
