package dev.sparkle.quota.entity;

import dev.sparkle.llm.entity.Allowance;
import java.time.Instant;
import java.util.Objects;

/** What becomes of the wish to call a model. */
public sealed interface Decision {

  /** It may; the reservation must be settled or released when it has ended. */
  record Granted(Reservation reservation, Allowance left) implements Decision {
    public Granted {
      Objects.requireNonNull(reservation, "reservation");
      Objects.requireNonNull(left, "left");
    }
  }

  /**
   * A budget is used up.
   *
   * @param limit what of it
   * @param whose which payer's
   * @param at when this was decided
   * @param resetsAt when there is room again; for answers under way a guess
   */
  record Refused(Limit limit, Scope whose, Instant at, Instant resetsAt, Allowance left)
      implements Decision {
    public Refused {
      Objects.requireNonNull(limit, "limit");
      Objects.requireNonNull(whose, "whose");
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(resetsAt, "resetsAt");
      Objects.requireNonNull(left, "left");
    }
  }

  /** The same call was reserved before: it is not made twice. */
  record Repeated() implements Decision {}

  /** It cannot be decided now; nothing was reserved. */
  record Undecided(String why) implements Decision {
    public Undecided {
      Objects.requireNonNull(why, "why");
    }
  }
}
