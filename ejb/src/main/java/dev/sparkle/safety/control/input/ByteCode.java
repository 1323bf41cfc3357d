package dev.sparkle.safety.control.input;

import java.util.Optional;

/**
 * Bytes written as numbers of a few digits: {@code 69676e}, {@code 0x69 0x67}, {@code \x69\x67},
 * {@code 01101001}, {@code 105, 103}.
 *
 * @param radix of the digits
 * @param fewestDigits of a byte
 * @param mostDigits of a byte
 * @param parted whether something must stand between two numbers
 * @param fewest bytes that are taken for words
 */
record ByteCode(
    String name, int radix, int fewestDigits, int mostDigits, boolean parted, int fewest)
    implements Decoder {

  /** A comma and a blank. */
  private static final int MOST_SEPARATORS = 2;

  @Override
  public Optional<String> reveal(String text) {
    StringBuilder out = new StringBuilder();
    byte[] bytes = null;
    int n = text.length();
    for (int i = 0; i < n; ) {
      int first = digits(text, i);
      if (first < 0 || i > 0 && Character.isLetterOrDigit(text.charAt(i - 1))) {
        i++;
        continue;
      }
      if (bytes == null) {
        bytes = new byte[n];
      }
      int length = 0;
      int end = i;
      for (int at = i; (at = digits(text, at)) >= 0; ) {
        int stop = endOfDigits(text, at);
        int value = Integer.parseInt(text, at, stop, radix);
        if (value > 0xFF) {
          break;
        }
        bytes[length++] = (byte) value;
        end = stop;
        at = afterSeparators(text, stop);
        if (parted && at == stop) {
          break;
        }
      }
      if (length >= fewest) {
        Bytes.text(bytes, length).ifPresent(decoded -> out.append(decoded).append('\n'));
      }
      i = Math.max(end, i + 1);
    }
    return out.length() == 0 ? Optional.empty() : Optional.of(out.toString());
  }

  /** Where the digits of a number begin that may have a prefix; -1 if none is here. */
  private int digits(String text, int from) {
    int at = from;
    if (radix == 16 && (text.startsWith("\\x", at) || text.startsWith("0x", at))) {
      at += 2;
    } else if (radix == 2 && text.startsWith("0b", at)) {
      at += 2;
    }
    return endOfDigits(text, at) - at >= fewestDigits ? at : -1;
  }

  private int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length()
        && end - from < mostDigits
        && text.charAt(end) < 0x80
        && Character.digit(text.charAt(end), radix) >= 0) {
      end++;
    }
    return end;
  }

  private static int afterSeparators(String text, int from) {
    int at = from;
    while (at < text.length()
        && at - from < MOST_SEPARATORS
        && " ,;:-\n\t|".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }
}
