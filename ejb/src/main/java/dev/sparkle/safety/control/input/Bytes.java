package dev.sparkle.safety.control.input;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decoded bytes as text: UTF-8 that can be printed, or nothing. */
final class Bytes {

  /** A cut may leave the beginning of a character behind, at most three bytes of it. */
  private static final int MOST_CUT = 3;

  private Bytes() {}

  static Optional<String> text(byte[] bytes, int length) {
    for (int cut = 0; cut <= MOST_CUT && cut < length; cut++) {
      if (cut > 0 && bytes[length - cut] >= 0) {
        break;
      }
      try {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length - cut);
        String text = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
        return isPrintable(text) ? Optional.of(text) : Optional.empty();
      } catch (CharacterCodingException cutOrNotText) {
        continue;
      }
    }
    return Optional.empty();
  }

  private static boolean isPrintable(String text) {
    return text.chars().noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c));
  }
}
