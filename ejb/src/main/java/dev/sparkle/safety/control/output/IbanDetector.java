package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds IBANs (ISO 13616) by country, length and checksum, in one piece or in groups. */
final class IbanDetector implements Detector {

  private static final Pattern CANDIDATE =
      Pattern.compile("(?<![\\p{Alnum}])[A-Za-z]{2}\\d{2}(?:[ -]?[A-Za-z0-9]){11,30}");
  private static final Map<String, Integer> LENGTHS = lengths();

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    if (window.digits() < 4) {
      return;
    }
    Matcher candidate = CANDIDATE.matcher(window.text());
    int at = window.from();
    while (candidate.find(at)) {
      at = candidate.start() + 1;
      int end = end(window.text(), candidate.start());
      if (window.isOpen(candidate.start()) && end > 0) {
        found.accept(new SensitiveSpan(SensitiveKind.IBAN, candidate.start(), end));
        at = end;
      }
    }
  }

  /** Where the IBAN that begins there ends; 0 if there is none. */
  private static int end(String text, int start) {
    String country = text.substring(start, start + 2).toUpperCase(Locale.ROOT);
    int length = LENGTHS.getOrDefault(country, 0);
    StringBuilder iban = new StringBuilder();
    int i = start;
    for (; i < text.length() && iban.length() < length; i++) {
      char c = text.charAt(i);
      if (c < 128 && Character.isLetterOrDigit(c)) {
        iban.append(Character.toUpperCase(c));
      } else if (c != ' ' && c != '-') {
        break;
      }
    }
    boolean whole =
        length > 0
            && iban.length() == length
            && (i == text.length() || !isAlphanumeric(text.charAt(i)));
    return whole && Checksums.iban(iban.toString()) ? i : 0;
  }

  /** Whether a word of four places is a country's code and two check digits. */
  static boolean begins(CharSequence word) {
    return word.length() == 4
        && Character.isDigit(word.charAt(2))
        && Character.isDigit(word.charAt(3))
        && LENGTHS.containsKey(word.subSequence(0, 2).toString().toUpperCase(Locale.ROOT));
  }

  private static boolean isAlphanumeric(char c) {
    return c < 128 && Character.isLetterOrDigit(c);
  }

  /** The registry of ISO 13616, as published by SWIFT. */
  private static Map<String, Integer> lengths() {
    String registry =
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27"
            + " DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28"
            + " HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21"
            + " LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29"
            + " PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23"
            + " TN24 TR26 UA29 VA22 VG24 XK20 YE30";
    return java.util.Arrays.stream(registry.split(" "))
        .collect(
            java.util.stream.Collectors.toUnmodifiableMap(
                entry -> entry.substring(0, 2), entry -> Integer.valueOf(entry.substring(2))));
  }
}
