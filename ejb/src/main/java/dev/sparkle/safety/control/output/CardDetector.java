package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds numbers of payment cards: 12 to 19 digits, in one piece or in groups, with Luhn's check
 * digit.
 *
 * <p>In the lengths and number ranges (ISO/IEC 7812) of the large schemes a number is enough;
 * others, of which one in ten has the check digit by chance, need a word like "card" nearby.
 */
final class CardDetector implements Detector {

  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\p{Alnum}.,_-])\\d(?:[ \\-–]?\\d){11,18}(?![\\p{Alnum}_]|[-.,]\\d)");
  private static final Pattern CARD =
      Pattern.compile(
          "(?i)(?:\\b(?:credit|debit|bank|visa|mastercard|amex|maestro|unionpay|discover|diners"
              + "|jcb|cvv|pan|cc)\\b|\\bcards?(?:\\b|number|_)|karte|tarjeta|carte|卡)");
  private static final Pattern SCHEMES =
      Pattern.compile(
          "4\\d{15}|220[0-4]\\d{12}" // Visa, Mir
              + "|5[1-5]\\d{14}|2(?:22[1-9]|2[3-9]\\d|[3-6]\\d\\d|7[01]\\d|720)\\d{12}" // Mastercard
              + "|3[47]\\d{13}" // American Express
              + "|35(?:2[89]|[3-8]\\d)\\d{12}" // JCB
              + "|6(?:011|5\\d\\d|4[4-9]\\d)\\d{12}" // Discover, RuPay
              + "|3(?:0[0-5]|[689]\\d)\\d{11}" // Diners Club
              + "|62\\d{14,17}|81[0-7]\\d{13}" // UnionPay
              + "|(?:50[0-9]{2}|5[6-8]\\d\\d|63\\d\\d|67\\d\\d)\\d{12}"); // Maestro, 16 places

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    if (window.digits() < 12) {
      return;
    }
    Matcher number = NUMBER.matcher(window.text());
    for (int at = window.from(); number.find(at); at = number.end()) {
      if (window.isOpen(number.start()) && isCard(window, number)) {
        found.accept(new SensitiveSpan(SensitiveKind.CREDIT_CARD, number.start(), number.end()));
      }
    }
  }

  private static boolean isCard(Window window, Matcher number) {
    String digits = Numbers.digits(number.group());
    if (!Checksums.luhn(digits) || digits.chars().distinct().count() < 2) {
      return false;
    }
    if (window.near(CARD, number.start(), number.end(), 60)) {
      return true;
    }
    return SCHEMES.matcher(digits).matches()
        && !Numbers.isMathematics(window, number.start(), number.end())
        && !Numbers.OTHER.matcher(window.before(number.start(), 40)).find();
  }
}
