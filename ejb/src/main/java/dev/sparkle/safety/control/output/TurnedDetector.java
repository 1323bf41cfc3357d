package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Finds values whose letters were turned by thirteen places, or that are written from their end to
 * their beginning. Only values of a form that chance does not make count.
 */
final class TurnedDetector implements Detector {

  /** Shorter words are neither keys nor passwords that anybody would set. */
  private static final int SHORTEST = 6;

  /** An IBAN may have as few digits. */
  private static final int SHORTEST_NUMBER = 13;

  /** Before a number that is no card's: backwards it would be one by chance. */
  private static final Pattern OTHER_NUMBER =
      Pattern.compile("(?i)(?:order|number|no\\.|tracking|serial|invoice|isbn|编号|单号|号码)\\W*$");

  private final List<Detector> detectors;
  private final List<Detector> numbers;

  /**
   * @param numbers what is looked for backwards only: digits have no thirteen places to turn
   */
  TurnedDetector(List<Detector> detectors, List<Detector> numbers) {
    this.detectors = detectors;
    this.numbers = numbers;
  }

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    if (window.to() - window.from() < SHORTEST) {
      return;
    }
    Window turned = new Window(turned(window.text()), window.from(), window.to());
    detectors.forEach(detector -> detector.find(turned, span -> tell(span, found)));
    backwards(window, detectors, found);
    if (window.digits() >= SHORTEST_NUMBER) {
      backwards(
          window,
          numbers,
          span -> {
            if (!OTHER_NUMBER.matcher(window.before(span.start(), 24)).find()) {
              found.accept(span);
            }
          });
    }
  }

  private static void backwards(
      Window window, List<Detector> detectors, Consumer<SensitiveSpan> found) {
    int length = window.text().length();
    Window backwards =
        new Window(
            new StringBuilder(window.text()).reverse().toString(),
            length - window.to(),
            length - window.from());
    for (Detector detector : detectors) {
      detector.find(
          backwards,
          span -> {
            int start = length - span.end();
            if (window.isOpen(start)) {
              tell(new SensitiveSpan(span.kind(), start, length - span.start()), found);
            }
          });
    }
  }

  private static void tell(SensitiveSpan span, Consumer<SensitiveSpan> found) {
    if (EncodedDetector.DISTINCT.contains(span.kind())) {
      found.accept(span);
    }
  }

  private static String turned(String text) {
    StringBuilder turned = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char first = c >= 'a' && c <= 'z' ? 'a' : c >= 'A' && c <= 'Z' ? 'A' : 0;
      turned.append(first == 0 ? c : (char) (first + (c - first + 13) % 26));
    }
    return turned.toString();
  }
}
