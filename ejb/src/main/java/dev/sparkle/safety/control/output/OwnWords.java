package dev.sparkle.safety.control.output;

import java.util.Collection;

/**
 * What the learner wrote himself: values that stand in it are not masked back at him, however he
 * grouped or spelled them.
 */
public final class OwnWords {

  /** A shorter value stands in any text by chance. */
  private static final int SHORTEST = 4;

  private final String words;

  private OwnWords(String words) {
    this.words = words;
  }

  /** His question and his earlier turns; never the tutor's. */
  public static OwnWords of(Collection<String> texts) {
    StringBuilder words = new StringBuilder();
    for (String text : texts) {
      words.append(plain(text)).append('\n');
    }
    return new OwnWords(words.toString());
  }

  /** Nothing was written before. */
  public static OwnWords none() {
    return new OwnWords("");
  }

  /** Whether he wrote that value. */
  public boolean hold(String value) {
    String plain = plain(value);
    return plain.length() >= SHORTEST && words.contains(plain);
  }

  /** Letters and digits alone, in small letters. */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .filter(Character::isLetterOrDigit)
        .map(Character::toLowerCase)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }
}
