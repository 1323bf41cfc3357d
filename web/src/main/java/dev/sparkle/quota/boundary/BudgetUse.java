package dev.sparkle.quota.boundary;

import dev.sparkle.quota.entity.Budget;
import dev.sparkle.quota.entity.Limit;
import dev.sparkle.quota.entity.Standing;

/** What is used of each limit of a budget; calls that run count with what they may use. */
public record BudgetUse(
    Use requestsPerMinute, Use tokensPerDay, Use microsPerMonth, Use concurrentAnswers) {

  /**
   * One of them.
   *
   * @param limit null: without limit
   */
  public record Use(long used, Long limit) {}

  static BudgetUse of(Standing standing) {
    return new BudgetUse(
        use(standing, Limit.REQUESTS_PER_MINUTE),
        use(standing, Limit.TOKENS_PER_DAY),
        use(standing, Limit.MONEY_PER_MONTH),
        use(standing, Limit.CONCURRENT_ANSWERS));
  }

  private static Use use(Standing standing, Limit limit) {
    long most = standing.limited().budget().of(limit);
    return new Use(standing.spent().of(limit), most == Budget.UNLIMITED ? null : most);
  }
}
