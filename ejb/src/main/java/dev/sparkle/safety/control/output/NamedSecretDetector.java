package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds values of no known provider that are named as a secret: {@code api_key = "…"}, "the client
 * secret is …", "密钥：…". The value must have sixteen places or more, a digit, and the disorder of a
 * random string; a path or a placeholder is none, and a UUID only if it is named a secret.
 */
final class NamedSecretDetector implements Detector {

  /** Bits a character; English identifiers lie below, random hex digits at 3.3 and above. */
  private static final double DISORDER = 2.8;

  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)(?:(?<![a-z])|_|-)(?:api|access|auth|account|client|app|secret|private|signing|encryption|service"
              + "|storage|session|iam|cloud|softlayer|sl|cos|hmac|azure|aws|subscription|master|bearer|refresh|webhook|bot|consumer|jwt|csrf|personal|user|login|api[ _-]?auth|nextauth|deploy|admin)?"
              + "[ _-]?(?:key(?:[ _-]?id)?|secret(?:[ _-](?:access[ _-])?key)?|token|credentials?|bearer|密钥|金鑰|密鑰|令牌|秘钥|权杖|授权码|密匙)(?![a-z])"
              + "[\"'`*\\])]{0,3}(?: (?:for|to|of|on) [^.:=\\n]{1,32}?)?\\s{0,3}(?:=>?|:=|:|：|是|为|為|\\||\\bis\\b|\\bwas\\b)\\s{0,4}[\"'`“*]{0,2}"
              + "([A-Za-z0-9_+/.~-]{16,256}={0,2})");

  /** Names that nobody gives to an identifier. */
  private static final Pattern SECRET =
      Pattern.compile("(?i)^.?(?:api|secret|access|private)[ _-]?(?:key|token)|secret");

  static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    if (window.to() - window.from() < 16 || window.digits() == 0) {
      return;
    }
    Matcher named = NAMED.matcher(window.text());
    while (named.find()) {
      if (window.isOpen(named.start(1)) && isSecret(named.group(1), named.group())) {
        found.accept(new SensitiveSpan(SensitiveKind.API_KEY, named.start(1), named.end(1)));
      }
    }
  }

  private static boolean isSecret(String value, String named) {
    return (!UUID.matcher(value).matches() || SECRET.matcher(named).find())
        && value.chars().anyMatch(Character::isDigit)
        && value.chars().anyMatch(Character::isLetter)
        && !value.startsWith("/")
        && !Placeholders.matches(value)
        && disorder(value) >= DISORDER;
  }

  /** Shannon's entropy of its characters, in bits a character. */
  private static double disorder(String value) {
    int[] counts = new int[128];
    value.chars().forEach(c -> counts[c]++);
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / value.length();
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }
}
