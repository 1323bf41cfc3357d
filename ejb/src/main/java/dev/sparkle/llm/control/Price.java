package dev.sparkle.llm.control;

/**
 * What a model costs.
 *
 * @param input millionths of the installation's currency for a million tokens of the prompt, 0 to
 *     {@link #MOST}
 * @param output the same for the answer
 */
public record Price(long input, long output) {

  /** A thousand units for a million tokens; more than any model costs. */
  public static final long MOST = 1_000_000_000L;

  /** Costs nothing. */
  public static final Price FREE = new Price(0, 0);

  private static final long MILLION = 1_000_000;

  /** So many tokens times the highest price are still a number. */
  private static final long MOST_TOKENS = 1_000_000_000L;

  public Price {
    if (input < 0 || output < 0 || input > MOST || output > MOST) {
      throw new IllegalArgumentException(
          "a price must be from 0 to " + MOST + ": " + input + "/" + output);
    }
  }

  /**
   * What that many tokens cost, in millionths, rounded up so that many small calls are not free.
   *
   * @param inputTokens 0 or more; beyond a thousand million counts as that
   * @param outputTokens the same
   */
  public long of(long inputTokens, long outputTokens) {
    long cost = bounded(inputTokens) * input + bounded(outputTokens) * output;
    return (cost + MILLION - 1) / MILLION;
  }

  private static long bounded(long tokens) {
    if (tokens < 0) {
      throw new IllegalArgumentException("negative tokens: " + tokens);
    }
    return Math.min(tokens, MOST_TOKENS);
  }

  /** The higher of both, of input and of output. */
  Price or(Price other) {
    return new Price(Math.max(input, other.input), Math.max(output, other.output));
  }
}
