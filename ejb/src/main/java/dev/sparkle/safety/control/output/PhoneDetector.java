package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds phone numbers: those whose own shape tells (international, North American, British, German,
 * French and other national forms with a trunk zero, Chinese mobiles and landlines), and any number
 * of seven to fifteen digits that a word such as "phone", "call me on" or "传真" names.
 *
 * <p>Not taken without such a word: numbers in formulas, dates, what is called an order or an ISBN,
 * and eleven digits that stand all alone on their line.
 */
final class PhoneDetector implements Detector {

  private static final Pattern CANDIDATE =
      Pattern.compile(
          "(?<![\\p{Alnum}._#-])(?:\\+|00)?\\(?\\+?\\d(?:[ .\\-–/()]{0,2}\\d){5,16}"
              + "(?:\\s?(?:x|ext\\.?|转|-)\\s?\\d{1,5})?(?![\\p{Alnum}_]|[.,]\\d)");
  private static final Pattern EVIDENT =
      Pattern.compile(
          "\\+[1-9][\\d ().\\-–/]{6,20}(?:\\s?(?:x|ext\\.?)\\s?\\d{1,5})?" // E.164
              + "|00[1-9]\\d{0,2}[ \\-–.(][\\d ().\\-–]{6,18}(?:x\\d{1,5})?"
              + "|(?:1[-. ])?(?:\\([2-9]\\d{2}\\) ?|[2-9]\\d{2}([-.]))[2-9]\\d{2}[-.]\\d{4}"
              + "(?:\\s?(?:x|ext\\.?)\\s?\\d{1,5})?" // North America
              + "|\\(0\\d{1,4}\\)[ \\-–]?\\d{3,4}[ \\-–]?\\d{3,5}" // national, code in brackets
              + "|0[1-9]\\d?(?:[ .\\-]\\d{2}){4}" // France
              + "|0[127]\\d{2,3}[ ]\\d{3}[ ]?\\d{3,4}|07\\d{9}|020[ ]\\d{4}[ ]\\d{4}" // Britain
              + "|0[1-9]\\d{1,4}[ /\\-–]\\d{3,8}(?:[ \\-]\\d{2,5}){0,3}" // trunk zero
              + "|(?:86[- ]?)?1[3-9]\\d([- ]?)\\d{4}\\2\\d{4}" // Chinese mobile
              + "|0(?:10|2\\d|[3-9]\\d{2})[- ]?[2-8]\\d{6,7}(?:[-转]\\d{1,5})?" // Chinese landline
              + "|[48]00[- ]\\d{3}[- ]\\d{4}|[48]00[- ]\\d{4}[- ]\\d{3}");
  private static final Pattern CALLED =
      Pattern.compile(
          "(?iu)(?:\\b(?:phone|tel(?:e?phone)?|mobile|cell(?:phone)?|fax|desk|hotline|whatsapp|sms"
              + "|handy|telefon|móvil|teléfono|téléphone|portable|landline|extension)s?\\b"
              + "|\\b(?:call(?:ing)?|ring|text|dial|reach|contact|phone)\\b[^.!?\\n]{0,30}\\b(?:on|at|to|is)?"
              + "|\\b(?:answering|messages?|registered)\\b[^.!?\\n]{0,12}\\b(?:at|to|on|from|registered)"
              + "|电话|手机|联系|传真|致电|拨打|座机|热线|号码|微信|電話|手機|聯絡|傳真|致電|撥打|熱線|號碼|打给|打給|短信|call:|viber|telegram|signal|facetime)[^\\d\\n]{0,24}\\n?[^\\d\\n]{0,4}$");
  private static final Pattern LABELLED =
      Pattern.compile(
          "(?i)^[\\s\\\\,(（-]{0,3}(?:office|fax|mobile|phone|cell|desk|home|work|tel|微信|手机|电话|手機|電話)");
  private static final Pattern DATE =
      Pattern.compile(
          "(?:19|20)\\d\\d[-/. ](?:0?[1-9]|1[0-2])[-/. ](?:0?[1-9]|[12]\\d|3[01]).*"
              + "|(?:0?[1-9]|[12]\\d|3[01])[-/. ](?:0?[1-9]|[12]\\d|3[01])[-/. ](?:19|20)\\d\\d.*"
              + "|(?:1[0-9]|20)\\d\\d ?[-–] ?(?:1[0-9]|20)\\d\\d");

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    if (window.digits() < 6) {
      return;
    }
    Matcher number = CANDIDATE.matcher(window.text());
    for (int at = window.from(); number.find(at); at = Math.max(number.end(), at + 1)) {
      if (window.isOpen(number.start()) && isPhone(window, number)) {
        found.accept(new SensitiveSpan(SensitiveKind.PHONE, number.start(), number.end()));
      }
    }
  }

  private static boolean isPhone(Window window, Matcher number) {
    int start = number.start();
    String value = number.group();
    int digits = Numbers.digits(value).length();
    if (digits < 6 || digits > 20 || DATE.matcher(value).matches()) {
      return false;
    }
    boolean other = Numbers.OTHER.matcher(window.before(start, 40)).find();
    boolean called =
        CALLED.matcher(window.before(start, 80)).find()
            || digits >= 7 && LABELLED.matcher(window.after(number.end(), 12)).find();
    if (called) {
      return digits >= 7 && digits <= 18 && !other;
    }
    return !other
        && EVIDENT.matcher(value).matches()
        && !Numbers.isMathematics(window, start, number.end())
        && !(isPlain(value) && Numbers.standsAlone(window, start));
  }

  private static boolean isPlain(String value) {
    return value.chars().allMatch(Character::isDigit);
  }
}
