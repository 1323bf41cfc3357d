package dev.sparkle.safety.control;

import dev.sparkle.audit.entity.Severity;
import dev.sparkle.safety.entity.Family;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** How grave the layers' decisions are: one table. */
final class Severities {

  /** The reason of many attacks of one account. */
  static final String REPEATED_ATTACKS = "repeated_attacks";

  /** What a person in charge must see. */
  private static final Set<String> SEVERE =
      Set.of("self_harm", "threat", "exploitation", REPEATED_ATTACKS);

  private static final Set<String> ATTACKS =
      Arrays.stream(Family.values())
          .filter(family -> family != Family.HARMFUL_REQUEST)
          .map(Family::code)
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> LEAKS = Set.of("canary", "prompt_leak", "harmful_instructions");

  private Severities() {}

  /**
   * The tier of a decision.
   *
   * @param decision {@code allowed}, {@code rewritten}, {@code masked}, {@code blocked}, …; what
   *     was done in shadow mode counts like the same in earnest
   */
  static Severity of(String decision, String reason) {
    boolean blocked = decision.endsWith("blocked");
    if (blocked && SEVERE.contains(reason)) {
      return Severity.SEVERE;
    }
    return blocked && (isAttack(reason) || LEAKS.contains(reason) || isHarm(reason))
        ? Severity.WARNING
        : Severity.INFO;
  }

  /** Whether a question was refused as an attack on the model. */
  static boolean isAttack(String reason) {
    return ATTACKS.contains(reason);
  }

  private static boolean isHarm(String reason) {
    return Family.HARMFUL_REQUEST.code().equals(reason);
  }
}
