package dev.sparkle.safety.entity;

import java.util.Locale;

/** The kinds of attack that layer 1 tells apart. */
public enum Family {
  /** Tells the model to drop its instructions, or gives it others. */
  INSTRUCTION_OVERRIDE,
  /** Role play, personas and games that want a model without limits. */
  JAILBREAK,
  /** Wants the instructions that stand before the question. */
  PROMPT_LEAK,
  /** Addresses the assistant from within material. */
  INDIRECT_INJECTION,
  /** Hides words that would be refused in plain sight. */
  OBFUSCATION,
  /** Only the statistics spoke: it reads like the attacks that they were trained on. */
  MANIPULATION,
  /** Asks, openly, for help with harm: a matter of policy, apart from attacks on the model. */
  HARMFUL_REQUEST;

  /** The stable code in verdicts, metrics and the protocol, e.g. {@code prompt_leak}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The family of a code. */
  public static Family of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
