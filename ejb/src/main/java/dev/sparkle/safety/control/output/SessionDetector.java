package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds session identifiers: the cookies by which the usual frameworks know who somebody is ({@code
 * JSESSIONID}, {@code PHPSESSID}, {@code connect.sid} …), and headers such as {@code X-Auth-Token}.
 * Cookies of taste ({@code theme=dark}) are left alone.
 */
final class SessionDetector implements Detector {

  private static final Pattern CUE = Pattern.compile("(?i)sid|sess|alb|auth|csrf|xsrf|x-|remember");
  private static final Pattern SESSION =
      Pattern.compile(
          "(?i)(?<![A-Za-z0-9])(?:__(?:host|secure)-)?(?:[a-z0-9]{1,16}[_-])?"
              + "(?:j?sess(?:ion)?[_-]?(?:id|key|token)?|phpsessid|asp\\.net_sessionid|aspsessionid[a-z]{0,8}"
              + "|connect\\.sid|sid|ssid|awsalb(?:cors)?|auth[_-]?(?:token|cookie)?|csrf[_-]?token|xsrf[_-]token"
              + "|laravel_session|remember_(?:me|token|web)|next-auth\\.session-token|x-(?:auth|api|access|csrf)-(?:token|key))"
              + "[\"']?\\s?[=:]\\s?[\"']?([A-Za-z0-9_+/.:%~-]{20,1024}={0,2})");

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    if (window.to() - window.from() < 20
        || window.digits() < 3
        || !CUE.matcher(window.text()).find()) {
      return;
    }
    Matcher session = SESSION.matcher(window.text());
    while (session.find()) {
      String value = session.group(1);
      if (window.isOpen(session.start(1))
          && value.chars().anyMatch(Character::isLetter)
          && value.chars().filter(Character::isDigit).count() > 2
          && !NamedSecretDetector.UUID.matcher(value).matches()
          && !value.contains("://")
          && !Placeholders.matches(value)) {
        found.accept(new SensitiveSpan(SensitiveKind.API_KEY, session.start(1), session.end(1)));
      }
    }
  }
}
