package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds where somebody lives: a street address with its number, behind words that make it
 * somebody's ("I live at …", "home address: …", "住址：…", "我家住在…").
 *
 * <p><b>Limits.</b> An address with no such words before it is taken for a place one learns about
 * (221B Baker Street, 上海市黄浦区南京东路300号), as are those without a number of the house.
 */
final class AddressDetector implements Detector {

  /** An address, at most, in characters. */
  static final int LONGEST = 110;

  /** So far into it an address in Chinese must have named a district or a road. */
  private static final int SURE = 12;

  /** So far into it a western one must have named a street. */
  private static final int SURE_WESTERN = 40;

  private static final Pattern CUE =
      Pattern.compile(
          "(?i)(?:\\b(?:(?:home|mailing|postal|street|shipping|billing|delivery|residential|permanent|current"
              + "|student(?:'s)?|my|his|her|our|their|your) address(?: (?:is|was|:))?|(?<![a-z] )address:|address[\"']\\s?:"
              + "|(?:lives?|living|(?:i|we) lived) (?:at|in)|resid(?:e|es|ed|ing) at|home(?: is)?(?: at|:)|moved to"
              + "|(?:ship|send|deliver|post|mail)(?:ed)? (?:it |them |this |that |the \\w+ )?to|adresse|anschrift"
              + "|wohnhaft(?: in)?|wohnt? in(?: der)?|domicilio|dirección|habite(?: au)?)[\\s:–—-]{1,3}[\"'“]?"
              + "|(?:(?:家庭|收货|联系|通讯|居住|户籍|邮寄|现|住|收件|聯絡|通訊|戶籍)?(?:地址|住址)[：:是为為\\s]{1,2}|家?住(?:在|址|于|於)?[:：\\s]?"
              + "|[寄送](?:到|至|给|去)?[:：\\s]?|[搬]到))$");
  private static final Pattern WESTERN =
      Pattern.compile(
          "(?i)(?:(?:flat|apt\\.?|apartment|unit|suite|room) \\w{1,5},? )?(?:"
              + "p\\.? ?o\\.? ?box \\d{1,6}"
              + "|\\d{1,6}[a-z]?(?:[-/]\\d{1,4})? (?:[\\p{L}.'’-]{1,20} ){0,4}(?:street|st|avenue|ave|road|rd|lane|ln"
              + "|drive|dr|boulevard|blvd|court|ct|close|way|place|pl|terrace|square|sq|crescent|parkway|pkwy"
              + "|highway|hwy|circle|cir|gardens?|grove|hill|mews|row|walk|rise|view|trail)\\b\\.?"
              + "|\\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|place|chemin|allée|via|calle|impasse) [\\p{L} '’-]{2,30}"
              + "|(?:calle|via|rua|avenida|plaza) [\\p{L} .'’-]{2,30},? \\d{1,4}"
              + "|[\\p{L}. -]{2,30}(?:straße|strasse|str\\.|weg|platz|allee|gasse|ring|damm|straat|gatan) \\d{1,4}[a-z]?)"
              + "(?:,? (?:n|s|e|w|ne|nw|se|sw)\\b\\.?)?"
              + "(?:,? ?(?:flat|apt\\.?|apartment|unit|suite|room|#) ?\\w{1,5})?"
              + "(?:, (?-i:[\\p{Lu}\\d])[\\p{L}\\d.'’-]*(?: (?-i:[\\p{Lu}\\d])[\\p{L}\\d.'’-]*){0,4}){0,3}");
  private static final Pattern CHINESE =
      Pattern.compile(
          "(?=[^\\n]{0,40}?(?:[路街道巷弄里村镇鎮乡鄉区區县縣段园苑大厦]|公寓|小区|胡同|大街)[^\\n]{0,16}?[\\d一二三四五六七八九十百]+ ?[号號弄栋棟幢座室楼樓])"
              + "[\\p{IsIdeographic}][\\p{IsIdeographic}\\dA-Za-z（）()#·-]{4,70}?"
              + "[\\dA-Za-z一二三四五六七八九十]+ ?(?:[号號弄栋棟幢座室楼樓层層户戶院]|单元|單元|号楼)"
              + "(?:[\\p{IsIdeographic}]{0,8}?[\\dA-Za-z]+ ?(?:[号號栋棟幢座室楼樓层層户戶院]|单元|單元|号楼)?)*");

  private static final Pattern DISTRICT = Pattern.compile("[省市区區县縣镇鎮乡鄉路街村弄巷]|大道|胡同|小区|公寓|九龍|新界");
  private static final Pattern STREET =
      Pattern.compile(
          "(?i)\\b(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|close|way|place|pl|terrace"
              + "|square|sq|crescent|parkway|pkwy|highway|hwy|circle|cir|gardens?|grove|hill|mews|row|walk|rise|view"
              + "|trail|rue|calle|via)\\b");
  private static final Pattern BEGUN =
      Pattern.compile(
          "(?iu)(?:p\\.?(?: ?o\\.?)?(?: ?b(?:ox?)?)? ?(?:\\d.*)?|(?:flat|apt\\.?|apartment|unit|suite)(?: .*)?"
              + "|(?:calle|via|rua|avenida|plaza)(?: .*)?|[\\p{L}-]{1,24}|[\\p{L}-]{2,24}(?:straße|strasse|str\\.|weg|platz|allee|gasse|straat|gatan)(?: (?:\\d.*)?)?)$");

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    if (window.digits() == 0 && window.to() - window.from() < 12) {
      return;
    }
    int start = window.from();
    if (!isCued(window.text(), start)) {
      return;
    }
    boolean chinese = Character.isIdeographic(window.right(start));
    Matcher address = (chinese ? CHINESE : WESTERN).matcher(window.text());
    if (address.region(start, window.to()).lookingAt()) {
      // the point that ends the sentence is none of the address
      int end = address.end() - (window.left(address.end()) == '.' ? 1 : 0);
      found.accept(new SensitiveSpan(SensitiveKind.ADDRESS, start, end));
    }
  }

  /** Whether the words before a place say that somebody's address follows. */
  static boolean isCued(CharSequence text, int place) {
    int begin = Math.max(0, place - 40);
    return place > 0 && CUE.matcher(text.subSequence(begin, place)).find();
  }

  /**
   * Whether what stands behind such words may still be an address, and so must wait.
   *
   * @param next the character that comes next
   */
  static boolean mayGoOn(CharSequence text, int start, int end, char next) {
    int length = end - start;
    if (length > LONGEST || "。；;！!？?\n\r\"”".indexOf(next) >= 0) {
      return false;
    }
    if (length == 0) {
      return Character.isLetterOrDigit(next);
    }
    CharSequence begun = text.subSequence(start, end);
    if (Character.isIdeographic(text.charAt(start))) {
      return next != '，' && next != '、' && (length < SURE || DISTRICT.matcher(begun).find());
    }
    boolean digit = Character.isDigit(text.charAt(start));
    boolean street = length < SURE_WESTERN || STREET.matcher(begun).find();
    boolean sentence = next == ' ' && text.charAt(end - 1) == '.' && length > 24;
    return !sentence && (digit ? street : BEGUN.matcher(begun).lookingAt());
  }
}
