package dev.sparkle.safety.control.output;

/** The plain form of a character: small, of normal width, Latin where it looks Latin. */
final class Plain {

  private static final char[] LATIN = new char[0x2000];

  static {
    RuleFile.lines("homoglyphs.txt")
        .filter(line -> line.length() > 2)
        .forEach(
            line ->
                line.substring(2)
                    .chars()
                    .filter(c -> c < LATIN.length)
                    .forEach(c -> LATIN[c] = line.charAt(0)));
  }

  private Plain() {}

  static char of(char c) {
    if (c < 128) {
      return Character.toLowerCase(c);
    }
    if (c > 0xFF00 && c < 0xFF5F) {
      return Character.toLowerCase((char) (c - 0xFEE0));
    }
    return c < LATIN.length && LATIN[c] != 0 ? LATIN[c] : Character.toLowerCase(c);
  }

  /** A digit or sign as the letter that it looks like. */
  static char ofLeet(char c) {
    int at = "01345789@$!|".indexOf(c);
    return at < 0 ? c : "oieastbgasii".charAt(at);
  }
}
