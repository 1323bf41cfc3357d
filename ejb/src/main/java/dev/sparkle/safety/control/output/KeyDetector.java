package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;

/**
 * Finds keys and tokens of the large providers by their documented shapes, which stand in {@code
 * safety/key-formats.txt}. <b>Limitations.</b> It cannot tell a living key from a revoked or an
 * invented one.
 */
final class KeyDetector implements Detector {

  /** The shortest key of the list has thirteen places. */
  private static final int SHORTEST = 13;

  private final List<KeyFormat> formats;

  KeyDetector() {
    formats = RuleFile.lines("key-formats.txt").map(KeyFormat::of).toList();
  }

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    if (window.to() - window.from() < SHORTEST) {
      return;
    }
    for (KeyFormat format : formats) {
      if (window.text().contains(format.literal())) {
        Matcher key = format.shape().matcher(window.text());
        for (int at = window.from(); key.find(at); at = key.end()) {
          if (window.isOpen(key.start())) {
            found.accept(new SensitiveSpan(SensitiveKind.API_KEY, key.start(), key.end()));
          }
        }
      }
    }
  }
}
