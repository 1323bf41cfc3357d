package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds US social security numbers: area not 000, 666 or 900 and above, group not 00, serial not
 * 0000. Written with hyphens the shape is enough; otherwise a word must name it.
 */
final class SsnDetector implements Detector {

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\p{Alnum}.,_+-])(?!000|666|9)\\d{3}([- .]?)(?!00)\\d{2}\\1(?!0000)\\d{4}"
              + "(?![\\p{Alnum}_]|[-.,]\\d)");
  private static final Pattern NAMED = Pattern.compile("(?i)\\bssn\\b|social security");

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    if (window.digits() < 9) {
      return;
    }
    Matcher number = NUMBER.matcher(window.text());
    for (int at = window.from(); number.find(at); at = number.end()) {
      boolean hyphens = number.group(1).equals("-");
      boolean evident = hyphens && !Numbers.OTHER.matcher(window.before(number.start(), 40)).find();
      if (window.isOpen(number.start())
          && (evident || window.near(NAMED, number.start(), number.end(), 40))) {
        found.accept(new SensitiveSpan(SensitiveKind.SSN, number.start(), number.end()));
      }
    }
  }
}
