package dev.sparkle.safety.control.output;

/**
 * A value that runs on beyond the window and is taken out as it comes: a private key up to its end
 * marker, or a token up to the end of its word.
 *
 * <p>A key also ends at a blank line behind its body, at a closing fence of code, and at the quote
 * that closes it where its line breaks are written as {@code \n}.
 */
final class Swallow {

  private static final String END = "-----END";

  private final boolean key;
  private final StringBuilder line = new StringBuilder();
  private boolean body;
  private boolean ending;
  private boolean over;

  private Swallow(boolean key) {
    this.key = key;
  }

  /** A key, behind its {@code BEGIN} marker. */
  static Swallow key() {
    return new Swallow(true);
  }

  /** The rest of a word of letters, digits and the signs of base64 and URLs. */
  static Swallow token() {
    return new Swallow(false);
  }

  /** Whether the text before {@code end} closes with the marker that begins a private key. */
  static boolean beginsKey(CharSequence text, int from, int end) {
    if (end < 15 || text.charAt(end - 1) != '-') {
      return false;
    }
    String tail = text.subSequence(Math.max(from, end - 60), end).toString();
    return tail.matches("(?s).*-----BEGIN [A-Z0-9 ]{0,24}PRIVATE KEY(?: BLOCK)?-----");
  }

  /** Takes the next character, unless the value has ended before it. */
  boolean takes(char c) {
    if (!key) {
      return c < 128 && (Character.isLetterOrDigit(c) || "_-.+/=~%".indexOf(c) >= 0);
    }
    if (over || ending && c != '-' && endsWithDashes()) {
      return false;
    }
    if (c == '\n' || c == '\r') {
      return endLine(c);
    }
    if (c == '"' && line.indexOf("\\n") >= 0) {
      return false;
    }
    line.append(c);
    if (line.length() > 200) {
      line.delete(0, 100);
    }
    ending = ending || line.indexOf(END) >= 0;
    return !(body && line.length() == 3 && line.toString().equals("```"));
  }

  private boolean endsWithDashes() {
    return line.length() > 13 && line.substring(line.length() - 5).equals("-----");
  }

  private boolean endLine(char c) {
    if (ending || line.isEmpty() && body && c == '\n') {
      return false;
    }
    body = body || !line.isEmpty() && line.indexOf(": ") < 0;
    line.setLength(0);
    return true;
  }
}
