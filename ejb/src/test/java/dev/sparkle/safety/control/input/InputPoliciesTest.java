package dev.sparkle.safety.control.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sparkle.safety.entity.InputPolicy;
import dev.sparkle.safety.entity.InputPolicy.Harm;
import dev.sparkle.safety.entity.InputPolicy.Mode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputPoliciesTest {

  private static final String TWO =
      "{\"biology-1\":{\"threshold\":0.8,\"harm\":\"allow\",\"mode\":\"shadow\",\"allow\":[\"a\",\"b\"],"
          + "\"disabledRules\":[\"r1\",\"r2\"]},"
          + "\"security\":{\"threshold\":0.9,\"harmThreshold\":0.7,\"harm\":\"allow\","
          + "\"allow\":[\"b\"],\"disabledRules\":[\"r2\"],\"maxCharacters\":100}}";

  private final InputPolicies policies = InputPolicies.parse(TWO, InputPolicy.SHIPPED);

  @Test
  void readsWhatACourseSaysAndTakesTheRestFromTheGeneralPolicy() {
    InputPolicy biology = policies.policyFor(Set.of("biology-1"));
    assertEquals(
        new InputPolicy(
            Mode.SHADOW, 0.8, Harm.ALLOW, 0.5, Set.of("r1", "r2"), List.of("a", "b"), 8000),
        biology);
  }

  @Test
  void takesTheStrictestOfSeveralCourses() {
    assertEquals(
        new InputPolicy(Mode.ENFORCE, 0.8, Harm.ALLOW, 0.5, Set.of("r2"), List.of("b"), 100),
        policies.policyFor(Set.of("biology-1", "security")));
    assertEquals(Harm.BLOCK, policies.policyFor(Set.of("security", "one without a policy")).harm());
  }

  @Test
  void hasTheGeneralPolicyForNoCourse() {
    assertEquals(InputPolicy.SHIPPED, policies.policyFor(Set.of()));
    assertEquals(
        InputPolicy.SHIPPED,
        InputPolicies.parse(" ", InputPolicy.SHIPPED).policyFor(Set.of("biology-1")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1]                        | are a JSON object",
        "{\"c\":                    | are no JSON",
        "{\"c\":7}                  | course \"c\": a policy is a JSON object, not 7",
        "{\"c\":{\"treshold\":0.5}} | course \"c\": there is no treshold; there are mode, threshold",
        "{\"c\":{\"threshold\":1.5}} | course \"c\": threshold is 1.5; it lies between 0 and 1",
        "{\"c\":{\"threshold\":\"x\"}} | threshold is \"x\"; it is a number",
        "{\"c\":{\"harm\":\"maybe\"}} | harm is \"maybe\"; it is one of allow, block",
        "{\"c\":{\"mode\":1}}       | mode is 1; it is one of off, shadow, enforce",
        "{\"c\":{\"allow\":\"x\"}}  | allow is \"x\"; it is a list of strings",
        "{\"c\":{\"maxCharacters\":2.5}} | maxCharacters is 2.5; it is a whole number",
      })
  void tellsWhatIsWrongAndWhere(String json, String words) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> InputPolicies.parse(json, InputPolicy.SHIPPED))
            .getMessage();
    assertEquals(true, message.contains(words), message);
  }
}
