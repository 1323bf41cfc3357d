package dev.sparkle.quota.control;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.quota.entity.Charge;
import dev.sparkle.quota.entity.Decision;
import dev.sparkle.quota.entity.Reservation;
import java.util.UUID;

/** Sets aside what a call may use, and takes account of what it used. */
public interface Reservations {

  /**
   * Reserves for a call. May block for one question to Redis; without Redis for one to PostgreSQL.
   * With Redis the reservation is on its way into the ledger when it is granted: {@link
   * Decision.Granted#written}.
   *
   * @param id the generation's; the same one is never granted twice
   * @param most the most that the call can use
   */
  Decision reserve(Caller caller, UUID id, Charge most);

  /**
   * A call has ended and used that. The first end of a reservation counts, others do nothing. Never
   * blocks.
   */
  void settle(Reservation made, Charge used);

  /** A call has ended, or was never made, and used nothing. Never blocks. */
  void release(Reservation made);
}
