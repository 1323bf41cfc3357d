package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds e-mail addresses (RFC 5321's common forms, also with other letters than ASCII's).
 *
 * <p>Not taken: placeholders such as {@code user@example.com} at the domains that RFC 2606
 * reserves. A name of a person at such a domain is taken, to be sure. <b>Limitations.</b>
 * Spelled-out addresses ("john at example dot com") are not found.
 */
final class EmailDetector implements Detector {

  private static final String LETTERS = "\\p{IsLatin}\\p{IsCyrillic}\\p{IsGreek}\\d";
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?<![~._%+-])[~_%+-][~._%+'-]{0,63}@(?:[~](?:[~-]{0,61}[~])?\\.){1,8}[a-zA-Z]{2,24}(?![~@-])"
              .replace("~", LETTERS));
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?i)(?:you|your[._-]?(?:name|email|mail|address)|user(?:name)?|name|someone|somebody|me"
              + "|e?mail|example|foo|bar|test|first[._]last|firstname[._]lastname)"
              + "@(?:example\\.(?:com|net|org)|(?:your|my)?(?:domain|school|company|email)\\.com"
              + "|.*\\.(?:example|test|invalid|localhost))");

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    if (!window.holds('@')) {
      return;
    }
    Matcher address = ADDRESS.matcher(window.text());
    for (int at = window.from(); address.find(at); at = address.end()) {
      if (window.isOpen(address.start()) && !PLACEHOLDER.matcher(address.group()).matches()) {
        found.accept(new SensitiveSpan(SensitiveKind.EMAIL, address.start(), address.end()));
      }
    }
  }
}
