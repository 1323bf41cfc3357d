package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds values whose letters were turned by thirteen places, or that are written from their end to
 * their beginning. Only values of a form that chance does not make count.
 */
final class TurnedDetector implements Detector {

  /** Shorter words are neither keys nor passwords that anybody would set. */
  private static final int SHORTEST = 6;

  private final List<Detector> detectors;

  TurnedDetector(List<Detector> detectors) {
    this.detectors = detectors;
  }

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    int length = window.text().length();
    if (window.to() - window.from() < SHORTEST) {
      return;
    }
    Window turned = new Window(turned(window.text()), window.from(), window.to());
    Window backwards =
        new Window(
            new StringBuilder(window.text()).reverse().toString(),
            length - window.to(),
            length - window.from());
    for (Detector detector : detectors) {
      detector.find(turned, span -> tell(span, found));
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
