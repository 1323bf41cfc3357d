package dev.sparkle.safety.control.output;

/**
 * A fenced block of code that is open. It ends at its closing line, or where a line stands less far
 * in than its opening, which ends the list item that it belongs to.
 */
final class Fence {

  private final char sign;
  private final int length;
  private final int indent;

  /** The line so far, at most its first places; of the rest only that there was something. */
  private final StringBuilder line = new StringBuilder();

  Fence(char sign, int length, int indent) {
    this.sign = sign;
    this.length = length;
    this.indent = indent;
  }

  /** Whether the next character still belongs to the code. */
  boolean goesOn(char c) {
    if (c == '\n') {
      boolean closing = isClosing();
      line.setLength(0);
      return !closing;
    }
    boolean first = line.toString().isBlank() && !Character.isWhitespace(c);
    if (first && line.length() < indent && c != sign) {
      return false;
    }
    if (line.length() < 80) {
      line.append(c);
    }
    return true;
  }

  private boolean isClosing() {
    String text = line.toString().strip();
    return text.length() >= length
        && text.chars().allMatch(c -> c == sign)
        && line.length() < 80
        && line.indexOf(text) <= indent + 3;
  }
}
