package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds passwords where their place tells it and no word need name them: {@code curl -u
 * user:value}, {@code mysql -pvalue}, {@code --password value}, {@code <password>value<}, and
 * "credentials: user / value", "user X, pass: Y".
 */
final class CommandPasswordDetector implements Detector {

  /** One of these stands before every such value. */
  private static final Pattern CUE =
      Pattern.compile("(?i)pass|pw|curl|mysql|mariadb|zip|7z|credential|log ?in|account|账号|帐号|凭");

  private static final String VALUE = "((?![<{$*%\\[])[^\\s\"'`<>|\\p{IsIdeographic}，。；]{4,80})";
  private static final List<Pattern> PLACES =
      List.of(
          Pattern.compile(
              "(?i)\\bcurl\\b[^\\n]{0,80}?\\s(?:-u|--user)[ =]?[\"']?[^\\s:\"'<]{1,40}:" + VALUE),
          Pattern.compile(
              "\\b(?:mysql|mysqldump|mysqladmin|mariadb|sshpass|7z|unzip|zip)\\b[^\\n]{0,80}?\\s-[pP]['\"]?"
                  + VALUE),
          Pattern.compile("(?i)--(?:[a-z]+-)?(?:password|passwd|pass|pw)[ =][\"']?" + VALUE),
          Pattern.compile("(?i)<(?:[a-z]+[.:-])?(?:password|passwd|pwd)>" + VALUE + "(?=</|<|\\s)"),
          Pattern.compile(
              "(?i)\\b(?:credentials?|log ?in|account|账号|帐号|凭据|凭证)\\b?[^\\n:：]{0,16}[:：]\\s?"
                  + "[A-Za-z0-9._@-]{2,40}(?: ?/ ?|:)"
                  + VALUE),
          Pattern.compile("(?i)\\b(?:pass|pw)\\s?[:=]\\s?[\"']?" + VALUE),
          Pattern.compile(
              "(?i)(?<=[a-z0-9]_|\\$)pass[\"'\\]]{0,2}\\s?(?:=>?|:)\\s?[\"']?" + VALUE));

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    if (window.to() - window.from() < 4 || !CUE.matcher(window.text()).find()) {
      return;
    }
    for (Pattern place : PLACES) {
      Matcher password = place.matcher(window.text());
      while (password.find()) {
        String value = password.group(1).replaceAll("[.,;:?)\\]}]+$", "");
        int start = password.start(1);
        if (window.isOpen(start) && Secrecy.isStrong(value)) {
          found.accept(new SensitiveSpan(SensitiveKind.PASSWORD, start, start + value.length()));
        }
      }
    }
  }
}
