package dev.sparkle.safety.control.input;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;

/** Characters escaped as in URLs, HTML and program texts: {@code %69 &#105; &lt; \u0069 U+0069}. */
final class Escapes implements Decoder {

  private static final int FEWEST = 2;
  private static final int MOST_DIGITS = 7;

  private static final Map<String, String> NAMED =
      Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'", "nbsp", " ");

  @Override
  public String name() {
    return "escapes";
  }

  @Override
  public Optional<String> reveal(String text) {
    if (text.indexOf('%') < 0
        && text.indexOf('&') < 0
        && text.indexOf('\\') < 0
        && text.indexOf("U+") < 0) {
      return Optional.empty();
    }
    Rewriting rewriting = new Rewriting(text.length());
    for (int i = 0; i < text.length(); ) {
      int end =
          switch (text.charAt(i)) {
            case '%' -> percent(text, i, rewriting);
            case '&' -> entity(text, i, rewriting);
            case '\\' -> numbered(text, i, "\\u", rewriting);
            case 'U' -> numbered(text, i, "U+", rewriting);
            default -> i;
          };
      if (end == i) {
        rewriting.keep(text, i, ++end);
      }
      i = end;
    }
    return rewriting.sentences(FEWEST);
  }

  /** All percent signs in a row, since a character may take several bytes. */
  private static int percent(String text, int from, Rewriting rewriting) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = from;
    while (at + 2 < text.length() && text.charAt(at) == '%') {
      int value = number(text, at + 1, at + 3, 16);
      if (value < 0) {
        break;
      }
      bytes.write(value);
      at += 3;
    }
    Optional<String> decoded = Bytes.text(bytes.toByteArray(), bytes.size());
    if (decoded.isEmpty()) {
      return from;
    }
    decoded.get().codePoints().forEach(c -> rewriting.change(Character.toString(c)));
    return at;
  }

  private static int entity(String text, int from, Rewriting rewriting) {
    int end = close(text, from, ';');
    if (end < 0) {
      return from;
    }
    if (text.startsWith("&#", from)) {
      boolean hex = from + 2 < end && (text.charAt(from + 2) | 0x20) == 'x';
      int value = number(text, from + (hex ? 3 : 2), end, hex ? 16 : 10);
      return put(value, rewriting) ? end + 1 : from;
    }
    String name = NAMED.get(text.substring(from + 1, end));
    if (name == null) {
      return from;
    }
    rewriting.change(name);
    return end + 1;
  }

  private static int numbered(String text, int from, String prefix, Rewriting rewriting) {
    if (!text.startsWith(prefix, from)) {
      return from;
    }
    int start = from + prefix.length();
    boolean braced = start < text.length() && text.charAt(start) == '{';
    int end = braced ? close(text, start, '}') : start + 4;
    if (end < 0 || end > text.length() || end - start > MOST_DIGITS) {
      return from;
    }
    int value = number(text, braced ? start + 1 : start, end, 16);
    if (!put(value, rewriting)) {
      return from;
    }
    boolean listed = prefix.equals("U+") && text.startsWith(" U+", end);
    return braced || listed ? end + 1 : end;
  }

  /** Where the closing character is, if it is near; else -1. */
  private static int close(String text, int from, char closing) {
    int most = Math.min(text.length(), from + MOST_DIGITS + 4);
    for (int i = from; i < most; i++) {
      if (text.charAt(i) == closing) {
        return i;
      }
    }
    return -1;
  }

  private static boolean put(int value, Rewriting rewriting) {
    if (!Character.isValidCodePoint(value)) {
      return false;
    }
    rewriting.change(Character.toString(value));
    return true;
  }

  /** The number that is written there, or -1. */
  private static int number(String text, int from, int to, int radix) {
    if (to <= from || to - from > MOST_DIGITS) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }
}
