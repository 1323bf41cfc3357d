package dev.sparkle.safety.control.output;

import java.util.regex.Pattern;

/** What the detectors of numbers know in common of the words and signs around a number. */
final class Numbers {

  /** Words that say that a number is something harmless. */
  static final Pattern OTHER =
      Pattern.compile(
          "(?i)(?:\\b(?:order|invoice|tracking|serial|isbn|issn|doi|sku|version|build|part|model"
              + "|ticket|case|item|product|commit|hash|uuid|timestamp|epoch|population|equals?"
              + "|primes?|pi|digits? of|solve|reference|transaction id|equation)\\b[^\\n.;]{0,16}"
              + "|订单|单号|编号|版本|流水号|条形码|学号|序列号|圆周率|约等于|等于|方程|计算|提交)[^\\d\\n]{0,12}$");

  private static final String OPERATORS = "=<>*/^×÷≈≤≥±√∑";

  private Numbers() {}

  /** Whether a number stands in a formula, as a decimal, or as a part of a longer name. */
  static boolean isMathematics(Window window, int start, int end) {
    int left = start - 1;
    while (left >= 0 && window.text().charAt(left) == ' ') {
      left--;
    }
    int right = end;
    while (right < window.text().length() && window.text().charAt(right) == ' ') {
      right++;
    }
    char before = left < 0 ? '\n' : window.text().charAt(left);
    char behind = window.right(right);
    boolean formula = isOperator(before, left - 1, window) || "=*/^×÷≈≤≥±+".indexOf(behind) >= 0;
    boolean decimal =
        (window.left(start) == '.' || window.left(start) == ',')
            && start > 1
            && Character.isDigit(window.text().charAt(start - 2));
    boolean fraction =
        (window.right(end) == '.' || window.right(end) == ',')
            && Character.isDigit(window.right(end + 1));
    return formula || decimal || fraction;
  }

  /** An equals sign after a name assigns ({@code tel=…}); between numbers it computes. */
  private static boolean isOperator(char sign, int before, Window window) {
    if (OPERATORS.indexOf(sign) < 0) {
      return false;
    }
    boolean assigns = sign == '=' || sign == '>' || sign == '/' || sign == '*';
    int i = before;
    while (i >= 0 && window.text().charAt(i) == ' ') {
      i--;
    }
    return !assigns || i >= 0 && Character.isDigit(window.text().charAt(i));
  }

  /** The digits of a text. */
  static String digits(CharSequence text) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
      }
    }
    return digits.toString();
  }

  /** Whether the number is the very text: nothing says what it is. */
  static boolean standsAlone(Window window, int start) {
    for (int i = start - 1; i >= 0 && window.text().charAt(i) != '\n'; i--) {
      if (Character.isLetter(window.text().charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
