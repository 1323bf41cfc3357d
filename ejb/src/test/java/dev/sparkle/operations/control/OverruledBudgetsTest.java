package dev.sparkle.operations.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.quota.entity.BudgetChange;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OverruledBudgetsTest {

  private final Map<String, BudgetChange> changes =
      Map.of(
          "account",
          new BudgetChange("account", null, 5000L, null, null, new UUID(0, 1), Instant.EPOCH));

  @Test
  void saysThatABudgetOfTheConsoleLiesOverTheSetting() {
    String sentence =
        OverruledBudgets.sentence("sparkle.quota.tokens-per-day", changes).orElseThrow();
    assertTrue(sentence.contains("set to 5000 in the console"), sentence);
  }

  @Test
  void leavesAloneWhatTheConsoleDidNotSet() {
    for (String name :
        new String[] {
          "sparkle.quota.requests-per-minute",
          "sparkle.quota.guests.tokens-per-day",
          "sparkle.quota.prices",
          "sparkle.chat.coalesce-ms"
        }) {
      assertEquals(Optional.empty(), OverruledBudgets.sentence(name, changes), name);
    }
  }
}
