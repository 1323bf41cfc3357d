package dev.sparkle.llm.entity;

/**
 * What a call consumed.
 *
 * @param inputTokens tokens of the prompt, 0 or more
 * @param outputTokens tokens of the answer, 0 or more
 * @param costMicros price in millionths of the installation's currency, 0 or more
 */
public record TokenUsage(long inputTokens, long outputTokens, long costMicros) {

  /** Nothing consumed. */
  public static final TokenUsage NONE = new TokenUsage(0, 0, 0);

  public TokenUsage {
    if (inputTokens < 0 || outputTokens < 0 || costMicros < 0) {
      throw new IllegalArgumentException(
          "negative usage: " + inputTokens + ", " + outputTokens + ", " + costMicros);
    }
  }

  /** Both together. */
  public TokenUsage plus(TokenUsage other) {
    return new TokenUsage(
        inputTokens + other.inputTokens,
        outputTokens + other.outputTokens,
        costMicros + other.costMicros);
  }
}
