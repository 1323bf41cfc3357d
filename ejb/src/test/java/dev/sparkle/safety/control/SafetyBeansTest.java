package dev.sparkle.safety.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.platform.control.Settings;
import dev.sparkle.safety.control.input.InputPolicies;
import dev.sparkle.safety.entity.InputPolicy.Harm;
import dev.sparkle.safety.entity.InputPolicy.Mode;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetyBeansTest {

  @Test
  void readsThePoliciesFromTheSettings() {
    InputPolicies policies =
        SafetyBeans.policies(
            settings("shadow", "allow", "a, b", "{\"law\":{\"threshold\":0.9}}", ""), 4000);

    assertEquals(Mode.SHADOW, policies.usual().mode());
    assertEquals(Harm.ALLOW, policies.usual().harm());
    assertEquals(Set.of("a", "b"), policies.usual().disabledRules());
    assertEquals(4000, policies.usual().maxCharacters());
    assertEquals(0.9, policies.policyFor(Set.of("law")).threshold());
    assertEquals(0.5, policies.policyFor(Set.of("law", "")).threshold(), "the strictest counts");
  }

  @ParameterizedTest
  @CsvSource({
    "on, block, '', sparkle.safety.input.mode",
    "enforce, perhaps, '', sparkle.safety.input.harm",
    "enforce, block, '{', sparkle.safety.courses",
    "enforce, block, '{\"law\":{\"mode\":\"on\"}}', sparkle.safety.courses",
  })
  void namesTheSettingThatCannotBeRead(String mode, String harm, String courses, String name) {
    IllegalArgumentException wrong =
        assertThrows(
            IllegalArgumentException.class,
            () -> SafetyBeans.policies(settings(mode, harm, "", courses, ""), 4000));
    assertTrue(wrong.getMessage().contains(name), wrong.getMessage());
  }

  @Test
  void namesThePolicyOfLayer4ThatCannotBeRead() {
    IllegalArgumentException wrong =
        assertThrows(
            IllegalArgumentException.class,
            () -> SafetyBeans.outputPolicy(settings("off", "block", "", "", "emil=mask")));
    assertTrue(wrong.getMessage().contains("sparkle.safety.output.policy"), wrong.getMessage());
    assertTrue(wrong.getMessage().contains("emil"), wrong.getMessage());
  }

  private static Settings.Safety settings(
      String mode, String harm, String disabled, String courses, String output) {
    return new Settings.Safety(
        mode,
        0.5,
        harm,
        0.5,
        Optional.of(disabled),
        Optional.of(courses),
        false,
        Optional.empty(),
        "enforce",
        Optional.of(output));
  }
}
