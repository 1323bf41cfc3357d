package dev.sparkle.safety.control.input;

import java.util.Base64;
import java.util.Optional;

/** Base64, standard and for URLs, with or without padding, inside a text, over several lines. */
final class Base64Code implements Decoder {

  /** Nine bytes: two short words, or three Chinese characters. */
  private static final int FEWEST = 12;

  @Override
  public String name() {
    return "base64";
  }

  @Override
  public Optional<String> reveal(String text) {
    StringBuilder out = new StringBuilder();
    int n = text.length();
    for (int i = 0; i < n; ) {
      if (!isDigit(text.charAt(i))) {
        i++;
        continue;
      }
      int end = endOfLine(text, i);
      int last = endOfLines(text, end, end - i);
      Optional<String> all = last > end ? decoded(text, i, last) : Optional.empty();
      Optional<String> piece = all.isPresent() ? all : decoded(text, i, end);
      piece.ifPresent(decoded -> out.append(decoded).append('\n'));
      i = all.isPresent() ? last : end;
    }
    return out.length() == 0 ? Optional.empty() : Optional.of(out.toString());
  }

  private static int endOfLine(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /**
   * The end of the lines that follow; none follow a line that is too short to be worth wrapping.
   */
  private static int endOfLines(String text, int end, int width) {
    int last = end;
    int length = width;
    while (length >= FEWEST && last < text.length() && text.charAt(last) == '\n') {
      int next = endOfLine(text, last + 1);
      if (next == last + 1) {
        break;
      }
      length = next - last - 1;
      last = next;
    }
    return last;
  }

  private static Optional<String> decoded(String text, int from, int to) {
    if (to - from < FEWEST) {
      return Optional.empty();
    }
    StringBuilder digits = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c != '\n') {
        digits.append(c == '+' ? '-' : c == '/' ? '_' : c);
      }
    }
    if (digits.length() % 4 == 1) {
      digits.setLength(digits.length() - 1);
    }
    byte[] bytes = Base64.getUrlDecoder().decode(digits.toString());
    return Bytes.text(bytes, bytes.length);
  }

  private static boolean isDigit(char c) {
    return Vocabulary.isLetter(c)
        || c >= '0' && c <= '9'
        || c == '+'
        || c == '/'
        || c == '-'
        || c == '_';
  }
}
