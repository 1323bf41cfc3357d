package dev.sparkle.quota.control;

import dev.sparkle.quota.entity.Decision;
import java.time.Duration;

/** What happens in the quota, for whoever counts it. None of these may throw or wait. */
public interface QuotaEvents {

  /** A call was decided about; by this node's share, if Redis could not be asked. */
  void decided(Decision decision, boolean inMemory);

  /** A script in Redis took so long, the way there and back included. */
  void scriptTook(Duration time);

  /** Reservations stood in the ledger so long after they were granted. */
  void rowTook(Duration time);

  /**
   * A reservation ended.
   *
   * @param kind {@code settled}, {@code released}, {@code expired} or {@code corrected}
   * @param overrun tokens that were used beyond the reservation; 0 as a rule
   */
  void ended(String kind, long overrun);

  /** The copy in Redis was made anew. */
  void rebuilt(Duration took);
}
