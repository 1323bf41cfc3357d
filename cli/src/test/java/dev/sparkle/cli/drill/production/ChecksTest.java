package dev.sparkle.cli.drill.production;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.drill.DrillReport.Expectation;
import org.junit.jupiter.api.Test;

class ChecksTest {

  private static final String SAFE =
      """
      {"profile": "production", "items": [{"name": "a"}], "problems": [], "warnings": %s,
       "unknown": []}
      """;

  private static Told hardening(String user, String listener) {
    return new Told(
        1,
        """
        {"passed": 1, "warned": 1, "failed": 1, "skipped": 0, "lines": [
          {"area": "TLS", "check": "TLSv1.3", "verdict": "pass", "seen": "taken"},
          {"area": "process", "check": "user", "verdict": "%s", "seen": "root"},
          {"area": "listeners", "check": "*:9090", "verdict": "%s", "seen": "declared nowhere"}]}
        """
            .formatted(user, listener),
        "");
  }

  @Test
  void aSafeConfigurationIsOneOfProductionThatEndsWell() {
    assertTrue(Checks.configuration(new Told(0, SAFE.formatted("[]"), "")).ok());
    assertFalse(Checks.configuration(new Told(11, SAFE.formatted("[]"), "")).ok());
    assertFalse(Checks.configuration(new Told(0, "", "nothing runs")).ok());
  }

  @Test
  void anUnsafeOneIsNamed() {
    Expectation found =
        Checks.configuration(
            new Told(11, SAFE.formatted("[{\"setting\": \"sparkle.identity.guests\"}]"), ""));

    assertFalse(found.ok());
    assertTrue(found.seen().contains("sparkle.identity.guests"), found.seen());
  }

  @Test
  void whatHardeningFailsIsNamed() {
    Expectation found = Checks.hardened("closed", hardening("pass", "fail"), false);

    assertFalse(found.ok());
    assertTrue(found.seen().contains("*:9090: declared nowhere"), found.seen());
  }

  @Test
  void aWarningIsNamedAndFailsNothing() {
    Expectation found = Checks.hardened("closed", hardening("pass", "warn"), false);

    assertTrue(found.ok());
    assertTrue(found.seen().contains("warnings: 1 (listeners, *:9090"), found.seen());
  }

  @Test
  void rootIsLeftToPeopleWhereNobodyElseIsThereAndToNobodyElsewhere() {
    assertTrue(Checks.hardened("closed", hardening("fail", "pass"), true).ok());
    assertFalse(Checks.hardened("closed", hardening("fail", "pass"), false).ok());
    assertFalse(Checks.hardened("closed", hardening("fail", "fail"), true).ok());
  }

  @Test
  void whatToldNothingProvesNothing() {
    assertFalse(Checks.hardened("closed", new Told(0, "", ""), false).ok());
  }
}
