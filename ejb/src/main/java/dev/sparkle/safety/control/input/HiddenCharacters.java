package dev.sparkle.safety.control.input;

import java.lang.Character.UnicodeScript;

/**
 * Characters that nobody sees and that change what a program reads: of no width, of writing
 * direction, tags, heaps of accents. Where they belong to the writing – joiners in emoji and in
 * Persian or Indic words, marks of direction beside Hebrew and Arabic, the flag of Scotland – they
 * stay.
 */
public final class HiddenCharacters {

  /** More marks than this on one letter are noise; Vietnamese has two. */
  private static final int MOST_MARKS = 2;

  private HiddenCharacters() {}

  /** The text without them, else as it stands. The same text if there are none. */
  public static String removedFrom(String text) {
    if (text.codePoints().noneMatch(HiddenCharacters::isCandidate)) {
      return text;
    }
    boolean rightToLeft = text.codePoints().anyMatch(HiddenCharacters::isRightToLeft);
    StringBuilder kept = new StringBuilder(text.length());
    int previous = 0;
    int marks = 0;
    boolean flag = false;
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      int next = at < text.length() ? text.codePointAt(at) : 0;
      marks = isMark(character) ? marks + 1 : 0;
      flag = character == 0x1F3F4 || flag && isTag(character);
      boolean belongs =
          !isCandidate(character)
              || isMark(character) && marks <= MOST_MARKS
              || isTag(character) && flag
              || isJoiner(character) && joins(previous) && joins(next)
              || isDirection(character) && rightToLeft
              || isIdeographicVariant(character) && UnicodeScript.of(previous) == UnicodeScript.HAN;
      if (belongs) {
        kept.appendCodePoint(character);
        previous = character;
      }
    }
    return kept.length() == text.length() ? text : kept.toString();
  }

  private static boolean isCandidate(int character) {
    return character >= 0xAD
        && (character == 0xAD
            || isMark(character)
            || isJoiner(character)
            || isDirection(character)
            || isTag(character)
            || isIdeographicVariant(character)
            || character == 0x180E
            || character == 0x200B
            || character >= 0x2060 && character <= 0x2064
            || character >= 0x206A && character <= 0x206F
            || character == 0xFEFF
            || character >= 0xFE00 && character <= 0xFE0D);
  }

  private static boolean isMark(int character) {
    int type = Character.getType(character);
    return type == Character.NON_SPACING_MARK
        && UnicodeScript.of(character) == UnicodeScript.INHERITED
        && character < 0xFE00;
  }

  private static boolean isJoiner(int character) {
    return character == 0x200C || character == 0x200D;
  }

  /** Joiners stand between emoji, and between letters of scripts that join. */
  private static boolean joins(int character) {
    return switch (UnicodeScript.of(character)) {
      case LATIN, GREEK, CYRILLIC, HAN, HIRAGANA, KATAKANA -> false;
      default -> !Character.isWhitespace(character) && character >= 0x80;
    };
  }

  private static boolean isDirection(int character) {
    return character >= 0x200E && character <= 0x200F
        || character >= 0x202A && character <= 0x202E
        || character >= 0x2066 && character <= 0x2069
        || character == 0x061C;
  }

  private static boolean isRightToLeft(int character) {
    byte direction = Character.getDirectionality(character);
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT && Character.isLetter(character)
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  }

  private static boolean isTag(int character) {
    return character >= 0xE0000 && character <= 0xE007F;
  }

  private static boolean isIdeographicVariant(int character) {
    return character >= 0xE0100 && character <= 0xE01EF;
  }
}
