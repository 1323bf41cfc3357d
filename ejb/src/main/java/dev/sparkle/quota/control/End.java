package dev.sparkle.quota.control;

import dev.sparkle.quota.entity.Charge;
import dev.sparkle.quota.entity.Reservation;
import java.util.Locale;
import java.util.Objects;

/**
 * How a reservation ended.
 *
 * @param used what counts
 * @param moreTokens what that adds to what counted before: of a correction the difference, which
 *     may be negative; else all
 * @param moreMicros the same of its price
 */
record End(Reservation reservation, Kind kind, Charge used, long moreTokens, long moreMicros) {

  /** Kinds of ends. */
  enum Kind {
    /** With what was used. */
    SETTLED,
    /** Nothing was used. */
    RELEASED,
    /** Its node died: it counts as if all of it was used. */
    EXPIRED,
    /** Its node was not dead after all: what was really used counts instead. */
    CORRECTED;

    /** The word in the ledger and in Redis. */
    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  End {
    Objects.requireNonNull(reservation, "reservation");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(used, "used");
  }

  /** A first end. */
  static End first(Reservation reservation, Kind kind, Charge used) {
    return new End(reservation, kind, used, used.tokens().count(), used.money().micros());
  }
}
