package dev.sparkle.knowledge.control;

/** What of a document's white space and control characters is worth keeping. */
final class Whitespace {

  private Whitespace() {}

  /**
   * The text with single blanks, single line ends, no other control, zero-width or lone surrogate
   * characters, stripped. (PostgreSQL refuses NUL and lone surrogates.)
   */
  static String tidy(String text) {
    StringBuilder tidy = new StringBuilder(text.length());
    char pending = 0;
    int length = text.length();
    for (int at = 0; at < length; ) {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      if (character == '\n' || character == '\r' || character == 0x2028 || character == 0x2029) {
        pending = '\n';
      } else if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
        pending = pending == 0 ? ' ' : pending;
      } else if (!dropped(character)) {
        if (pending != 0 && !tidy.isEmpty()) {
          tidy.append(pending);
        }
        pending = 0;
        tidy.appendCodePoint(character);
      }
    }
    return tidy.toString();
  }

  private static boolean dropped(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.SURROGATE -> true;
      // joiners carry meaning in several scripts; soft hyphens, marks of order and byte order do
      // not
      case Character.FORMAT -> character != 0x200C && character != 0x200D;
      default -> false;
    };
  }
}
