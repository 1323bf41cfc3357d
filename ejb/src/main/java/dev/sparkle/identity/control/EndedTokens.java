package dev.sparkle.identity.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which access tokens are not good any more, although they have not expired: kept in memory for as
 * long as such a token can live. Thread-safe.
 */
public final class EndedTokens {

  private record Since(int version, Instant until) {}

  private final Map<UUID, Instant> families = new ConcurrentHashMap<>();
  private final Map<UUID, Since> accounts = new ConcurrentHashMap<>();
  private final Clock clock;
  private final Duration memory;

  /**
   * Knows none yet.
   *
   * @param memory longer than an access token lives
   */
  public EndedTokens(Clock clock, Duration memory) {
    this.clock = clock;
    this.memory = memory;
  }

  /**
   * A session was ended.
   *
   * @return whether that is news
   */
  public boolean family(UUID family) {
    return families.putIfAbsent(family, clock.instant().plus(memory)) == null;
  }

  /**
   * An account's rights are of that version now.
   *
   * @return whether that is news
   */
  public boolean before(UUID account, int version) {
    Since mine = new Since(version, clock.instant().plus(memory));
    return accounts.merge(account, mine, (one, other) -> one.version() >= version ? one : other)
        == mine;
  }

  /**
   * Whether a token is not good any more.
   *
   * @param family its session; null: it belongs to none
   * @param version of the account's rights when it was given
   */
  public boolean isEnded(UUID account, UUID family, int version) {
    Since since = accounts.get(account);
    return family != null && families.containsKey(family)
        || since != null && version < since.version();
  }

  /** Forgets what is over by itself. */
  public void sweep() {
    Instant now = clock.instant();
    families.values().removeIf(now::isAfter);
    accounts.values().removeIf(since -> now.isAfter(since.until()));
  }
}
