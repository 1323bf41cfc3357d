package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds numbers that have no check digit of their own, behind the words that name them: passports
 * and driver's licences, in English, Chinese, German, French and Spanish.
 */
final class DocumentNumberDetector implements Detector {

  private static final String IS =
      "(?:[\\s_(（-]*(?:number|num\\.?|nr\\.?|no\\.?|id|#|号码|号|编号|nummer|numéro|número|is|was|:|：|=|是|为|為|號碼|號|\\(|（|\")){1,4}"
          + "\\s*[\"'“(（]?";
  private static final String VALUE =
      "((?=[A-Z]{0,3}[ -]?(?:[A-Z-]*\\d){4})[A-Z]{0,3}[ -]?[A-Z0-9]";

  private final SensitiveKind kind;
  private final Pattern pattern;

  private DocumentNumberDetector(SensitiveKind kind, String name, String rest) {
    this.kind = kind;
    pattern =
        Pattern.compile(
            "(?i:"
                + name
                + ")(?:(?i:"
                + IS
                + ")(?i:"
                + VALUE
                + rest
                + "))|[\\s(（]{1,3}(?=[A-Z]{0,2}\\d{5,})([A-Z]{0,2}\\d{6,9}))(?![\\p{Alnum}])");
  }

  /** Passports: six to nine letters and digits. */
  static DocumentNumberDetector passports() {
    return new DocumentNumberDetector(
        SensitiveKind.PASSPORT, "passports?|护照|護照|reisepass|passeport|pasaporte", "{5,9}");
  }

  /** Driver's licences: five to eighteen letters and digits, also with hyphens. */
  static DocumentNumberDetector licences() {
    return new DocumentNumberDetector(
        SensitiveKind.DRIVER_LICENSE,
        "driv(?:er|ing)(?:['’]?s)?[ _-]?licen[sc]es?|\\bDL\\b|\\blicen[sc]e(?= number [A-Z]\\d)|driver permit|驾驶证|驾照|駕照|駕駛執照|führerschein|permis de conduire",
        "(?:[- ]?[A-Z0-9]){4,17}");
  }

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    if (window.digits() < 4) {
      return;
    }
    Matcher number = pattern.matcher(window.text());
    while (number.find()) {
      int group = number.start(1) >= 0 ? 1 : 2;
      if (window.isOpen(number.start(group))) {
        found.accept(new SensitiveSpan(kind, number.start(group), number.end(group)));
      }
    }
  }
}
