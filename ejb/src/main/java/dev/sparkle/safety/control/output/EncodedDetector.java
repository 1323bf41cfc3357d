package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds values that stand encoded in a long word (base64, hex, URL code): the whole word is one.
 * Only values of a form that chance does not make count.
 */
final class EncodedDetector implements Detector {

  static final Set<SensitiveKind> DISTINCT =
      EnumSet.of(
          SensitiveKind.API_KEY,
          SensitiveKind.PRIVATE_KEY,
          SensitiveKind.JWT,
          SensitiveKind.CONNECTION_STRING,
          SensitiveKind.PASSWORD,
          SensitiveKind.EMAIL,
          SensitiveKind.CREDIT_CARD,
          SensitiveKind.IBAN,
          SensitiveKind.ID_CARD);

  /** The shortest that is decoded, in characters: 18 bytes in base64. */
  private static final int SHORTEST = 24;

  private static final Pattern LONG_WORD =
      Pattern.compile("(?<![A-Za-z0-9+/_%-])[A-Za-z0-9+/_%-]{" + SHORTEST + ",}={0,2}");

  private final List<Detector> detectors;

  EncodedDetector(List<Detector> detectors) {
    this.detectors = detectors;
  }

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    if (window.to() - window.from() < SHORTEST) {
      return;
    }
    Matcher word = LONG_WORD.matcher(window.text());
    for (int at = window.from(); word.find(at); at = word.end()) {
      if (window.isOpen(word.start())) {
        int start = word.start();
        int end = word.end();
        Encoded.texts(word.group()).stream()
            .flatMap(text -> first(text).stream())
            .findFirst()
            .ifPresent(kind -> found.accept(new SensitiveSpan(kind, start, end)));
      }
    }
  }

  private Optional<SensitiveKind> first(String text) {
    Window whole = new Window(text, 0, text.length());
    SensitiveKind[] kind = new SensitiveKind[1];
    for (Detector detector : detectors) {
      detector.find(
          whole,
          span -> {
            if (kind[0] == null && DISTINCT.contains(span.kind())) {
              kind[0] = span.kind();
            }
          });
    }
    return Optional.ofNullable(kind[0]);
  }
}
