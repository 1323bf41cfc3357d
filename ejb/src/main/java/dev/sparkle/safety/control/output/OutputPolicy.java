package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is done with each kind of thing that may be found in an answer: the {@link SensitiveKind}s
 * by their codes, and {@value #CANARY}, {@value #PROMPT_LEAK}, {@value #HARMFUL_INSTRUCTIONS},
 * {@value #UNSAFE_MARKUP}.
 *
 * @param actions an action for each kind
 */
public record OutputPolicy(Map<String, OutputAction> actions) {

  /** The secret word of the prompt stands in the answer. */
  public static final String CANARY = "canary";

  /** The answer tells the instructions that stand before the question. */
  public static final String PROMPT_LEAK = "prompt_leak";

  /** The answer is a procedure that a school tutor must not give. */
  public static final String HARMFUL_INSTRUCTIONS = "harmful_instructions";

  /** A link or markup that could carry data out. Masking makes it harmless. */
  public static final String UNSAFE_MARKUP = "unsafe_markup";

  private static final Set<String> NOT_MASKABLE = Set.of(CANARY, PROMPT_LEAK, HARMFUL_INSTRUCTIONS);

  public OutputPolicy {
    actions = Map.copyOf(actions);
    Collection<String> missing = new TreeSet<>(defaults().keySet());
    missing.removeAll(actions.keySet());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("no action for " + missing);
    }
    actions.forEach(OutputPolicy::check);
  }

  /**
   * What is done unless an operator says otherwise: secrets and personal data are masked, leaks and
   * harmful instructions end the answer, unsafe markup is made harmless, private addresses pass.
   */
  public static OutputPolicy shipped() {
    return new OutputPolicy(defaults());
  }

  /**
   * The shipped policy with changes.
   *
   * @param changes e.g. {@code email=allow,ip=stop}; empty for none
   * @throws IllegalArgumentException if it cannot be read; the message says what and why
   */
  public static OutputPolicy parse(String changes) {
    Map<String, OutputAction> actions = defaults();
    Arrays.stream(changes.split(","))
        .map(String::strip)
        .filter(change -> !change.isEmpty())
        .forEach(change -> change(change, actions));
    return new OutputPolicy(actions);
  }

  /** What is done with a kind. */
  public OutputAction action(String kind) {
    return actions.get(kind);
  }

  private static void change(String change, Map<String, OutputAction> actions) {
    int equals = change.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException(
          "\"%s\" is not of the form kind=action, e.g. email=mask".formatted(change));
    }
    String kind = change.substring(0, equals).strip();
    OutputAction action = OutputAction.of(change.substring(equals + 1).strip());
    check(kind, action);
    actions.put(kind, action);
  }

  private static void check(String kind, OutputAction action) {
    Set<String> kinds = defaults().keySet();
    if (!kinds.contains(kind)) {
      throw new IllegalArgumentException(
          "no kind \"%s\"; there are %s"
              .formatted(kind, kinds.stream().sorted().collect(Collectors.joining(", "))));
    }
    if (action == OutputAction.MASK && NOT_MASKABLE.contains(kind)) {
      throw new IllegalArgumentException(kind + " cannot be masked: stop or allow");
    }
  }

  private static Map<String, OutputAction> defaults() {
    Map<String, OutputAction> actions = new LinkedHashMap<>();
    for (SensitiveKind kind : SensitiveKind.values()) {
      actions.put(kind.code(), OutputAction.MASK);
    }
    actions.put(SensitiveKind.PRIVATE_IP.code(), OutputAction.ALLOW);
    actions.put(CANARY, OutputAction.STOP);
    actions.put(PROMPT_LEAK, OutputAction.STOP);
    actions.put(HARMFUL_INSTRUCTIONS, OutputAction.STOP);
    actions.put(UNSAFE_MARKUP, OutputAction.MASK);
    return actions;
  }
}
