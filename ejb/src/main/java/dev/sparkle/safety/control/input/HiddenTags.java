package dev.sparkle.safety.control.input;

import java.util.Optional;

/**
 * Text in characters that nobody sees and that a model reads: Unicode tags, and bytes as variation
 * selectors.
 */
final class HiddenTags {

  private static final int FEWEST = 4;

  private HiddenTags() {}

  static Optional<String> of(String raw) {
    if (raw.indexOf('\uDB40') < 0) {
      return Optional.empty();
    }
    StringBuilder out = new StringBuilder();
    raw.codePoints()
        .forEach(
            point -> {
              if (point >= 0xE0020 && point < 0xE007F) {
                out.append((char) (point - 0xE0000));
              } else if (point >= 0xE0100 && point <= 0xE01EF) {
                out.append((char) (point - 0xE0100 + 16));
              }
            });
    return out.length() < FEWEST ? Optional.empty() : Optional.of(out.toString());
  }
}
