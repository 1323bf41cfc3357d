package dev.sparkle.quota.entity;

import dev.sparkle.llm.entity.Allowance;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What becomes of the wish to call a model. */
public sealed interface Decision {

  /**
   * It may; the reservation must be settled or released when it has ended.
   *
   * @param written completes when the reservation stands in the ledger, with whether it is the only
   *     one of its id; fails if it cannot be written. Before that, and if it is not true, nothing
   *     of the answer may be told
   */
  record Granted(Reservation reservation, Allowance left, CompletionStage<Boolean> written)
      implements Decision {

    /** It stands in the ledger. */
    public Granted(Reservation reservation, Allowance left) {
      this(reservation, left, CompletableFuture.completedStage(true));
    }

    public Granted {
      Objects.requireNonNull(written, "written");
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
