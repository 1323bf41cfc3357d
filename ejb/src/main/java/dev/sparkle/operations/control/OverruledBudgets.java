package dev.sparkle.operations.control;

import dev.sparkle.quota.entity.BudgetChange;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Budgets that an operator has set for a kind of payer lie over what is configured: a live change
 * of the setting below would change nothing, and is refused instead.
 */
final class OverruledBudgets {

  private static final Pattern BUDGET =
      Pattern.compile("sparkle\\.quota\\.(?:(address|class|guests|installation)\\.)?([a-z-]+)");

  private static final Map<String, Function<BudgetChange, Long>> LIMITS =
      Map.of(
          "requests-per-minute", BudgetChange::requestsPerMinute,
          "tokens-per-day", BudgetChange::tokensPerDay,
          "micros-per-month", BudgetChange::microsPerMonth,
          "concurrent-answers", BudgetChange::concurrentAnswers);

  private OverruledBudgets() {}

  /**
   * Why a setting would have no effect; empty if it would.
   *
   * @param changes of budgets, by payer
   */
  static Optional<String> sentence(String setting, Map<String, BudgetChange> changes) {
    Matcher budget = BUDGET.matcher(setting);
    if (!budget.matches() || !LIMITS.containsKey(budget.group(2))) {
      return Optional.empty();
    }
    String payer = budget.group(1) == null ? "account" : budget.group(1);
    return Optional.ofNullable(changes.get(payer))
        .map(LIMITS.get(budget.group(2)))
        .map(
            set ->
                "The budget of "
                    + payer
                    + " was set to "
                    + set
                    + " in the console, which lies over "
                    + setting
                    + "; change it there, under Budgets, or take it back.");
  }
}
