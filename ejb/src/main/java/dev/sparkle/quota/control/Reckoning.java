package dev.sparkle.quota.control;

import dev.sparkle.llm.entity.Allowance;
import dev.sparkle.quota.entity.Decision;
import dev.sparkle.quota.entity.Limit;
import dev.sparkle.quota.entity.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What standings mean for a caller: what is left, and when there is more. */
final class Reckoning {

  /** When an answer under way ends, nobody knows; most do within this time. */
  static final Duration SOME_ANSWER_ENDS = Duration.ofSeconds(10);

  private final Windows windows;

  Reckoning(Windows windows) {
    this.windows = windows;
  }

  /**
   * The least that is left of all payers' budgets. It resets with the next minute's place if no
   * call is left now, else at midnight, if tokens are limited.
   */
  Allowance left(List<Standing> standings, Instant now) {
    long requests = least(standings, Limit.REQUESTS_PER_MINUTE);
    long tokens = least(standings, Limit.TOKENS_PER_DAY);
    Long requestsLeft = requests == Long.MAX_VALUE ? null : requests;
    Long tokensLeft = tokens == Long.MAX_VALUE ? null : tokens;
    Instant resetsAt = null;
    if (requestsLeft != null && (requests == 0 || tokensLeft == null)) {
      resetsAt = nextRequest(standings, now);
    }
    if (tokensLeft != null && (resetsAt == null || tokens == 0)) {
      resetsAt = windows.dayEnds(now);
    }
    return new Allowance(requestsLeft, tokensLeft, resetsAt);
  }

  /** A budget is used up. */
  Decision.Refused refused(Limit limit, Standing whose, List<Standing> standings, Instant now) {
    return new Decision.Refused(
        limit, whose.limited().scope(), now, resetsAt(limit, whose, now), left(standings, now));
  }

  private Instant resetsAt(Limit limit, Standing whose, Instant now) {
    return switch (limit) {
      case REQUESTS_PER_MINUTE -> nextRequest(List.of(whose), now);
      case TOKENS_PER_DAY -> windows.dayEnds(now);
      case MONEY_PER_MONTH -> windows.monthEnds(now);
      case CONCURRENT_ANSWERS -> now.plus(SOME_ANSWER_ENDS);
    };
  }

  private static long least(List<Standing> standings, Limit limit) {
    return standings.stream().mapToLong(each -> each.left(limit)).min().orElse(Long.MAX_VALUE);
  }

  private static Instant nextRequest(List<Standing> standings, Instant now) {
    long at = standings.stream().mapToLong(each -> each.spent().nextRequest()).max().orElse(0);
    return at == 0 ? now.plusSeconds(60) : Instant.ofEpochMilli(at);
  }
}
