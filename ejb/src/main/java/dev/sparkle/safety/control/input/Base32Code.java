package dev.sparkle.safety.control.input;

import java.util.Optional;

/** Base32 in capital letters, inside a text. */
final class Base32Code implements Decoder {

  /** Ten bytes. */
  private static final int FEWEST = 16;

  @Override
  public String name() {
    return "base32";
  }

  @Override
  public Optional<String> reveal(String text) {
    StringBuilder out = new StringBuilder();
    int n = text.length();
    for (int i = 0; i < n; i++) {
      int start = i;
      while (i < n && digit(text.charAt(i)) >= 0) {
        i++;
      }
      if (i - start >= FEWEST) {
        decoded(text, start, i).ifPresent(decoded -> out.append(decoded).append('\n'));
      }
    }
    return out.length() == 0 ? Optional.empty() : Optional.of(out.toString());
  }

  private static Optional<String> decoded(String text, int from, int to) {
    byte[] bytes = new byte[(to - from) * 5 / 8];
    int bits = 0;
    int buffer = 0;
    int length = 0;
    for (int i = from; i < to && length < bytes.length; i++) {
      buffer = buffer << 5 | digit(text.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[length++] = (byte) (buffer >> bits);
      }
    }
    return Bytes.text(bytes, length);
  }

  private static int digit(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
  }
}
