package dev.sparkle.llm.control;

/**
 * How many tokens a text is worth where no model counted them.
 *
 * <p>The rule: a Chinese, Japanese or Korean character is one token, four other characters are one,
 * rounded up. It is the rule of thumb that model makers publish for English, and close to what
 * current tokenizers give for Chinese. <b>Limitations.</b> Within about a third for prose; code,
 * tables and rare scripts cost more than estimated.
 */
public final class TokenEstimate {

  private static final int CHARACTERS_PER_TOKEN = 4;

  /** First code point of the CJK blocks (radicals); everything above is counted one by one. */
  private static final int FIRST_CJK = 0x2E80;

  private TokenEstimate() {}

  /** The tokens of a text, 0 or more. */
  public static long of(CharSequence text) {
    return ofQuarters(quarters(text));
  }

  /** Quarters of tokens, which can be summed over the pieces of a text. */
  static long quarters(CharSequence text) {
    return text.codePoints().mapToLong(c -> c >= FIRST_CJK ? CHARACTERS_PER_TOKEN : 1).sum();
  }

  /** Tokens of summed quarters, rounded up. */
  static long ofQuarters(long quarters) {
    return (quarters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
  }
}
