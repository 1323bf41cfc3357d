package dev.sparkle.identity.control;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EndedTokensTest {

  private static final class SetClock extends Clock {
    private Instant now = Instant.parse("2026-11-25T12:00:00Z");

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
  }

  private final SetClock clock = new SetClock();
  private final EndedTokens ended = new EndedTokens(clock, Duration.ofMinutes(16));
  private final UUID account = UUID.randomUUID();
  private final UUID phone = UUID.randomUUID();
  private final UUID desk = UUID.randomUUID();

  @Test
  void endsOneSessionAndLeavesTheOther() {
    assertTrue(ended.family(phone));
    assertFalse(ended.family(phone), "no news the second time");

    assertTrue(ended.isEnded(account, phone, 0));
    assertFalse(ended.isEnded(account, desk, 0));
    assertFalse(ended.isEnded(account, null, 0));
  }

  @Test
  void endsAllTokensOfEarlierRights() {
    assertTrue(ended.before(account, 3));
    assertFalse(ended.before(account, 2), "an older row that is read again is no news");

    assertTrue(ended.isEnded(account, desk, 2));
    assertFalse(ended.isEnded(account, desk, 3));
    assertFalse(ended.isEnded(UUID.randomUUID(), desk, 0));
  }

  @Test
  void forgetsWhatHasExpiredByItselfAndNothingBefore() {
    ended.family(phone);
    clock.now = clock.now.plus(Duration.ofMinutes(15));
    ended.before(account, 1);
    clock.now = clock.now.plus(Duration.ofMinutes(2));
    ended.sweep();

    assertFalse(ended.isEnded(account, phone, 1));
    assertTrue(ended.isEnded(account, desk, 0));
  }
}
