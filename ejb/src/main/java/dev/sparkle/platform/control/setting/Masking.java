package dev.sparkle.platform.control.setting;

import java.util.regex.Pattern;

/**
 * Hides secrets in values by the names of their settings, known or not: whoever adds a variable of
 * his own is not to be surprised.
 */
public final class Masking {

  /** What stands in a secret's place. It does not tell how long it is. */
  public static final String MASK = "••••••";

  /** How a secret's name ends. Tokens in the plural are what models count. */
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(password|secret|api[-_.]?key|token|headers|credentials?)");

  /** The user's part of an address, and parameters that may be keys. */
  private static final Pattern IN_AN_ADDRESS =
      Pattern.compile("(?i)(?<=://)[^/\\s]*@|(?<=(?:password|secret|key|token)=)[^&\\s]+");

  /** Addresses of this name are keys from their path on: whoever knows one can speak there. */
  private static final Pattern WEBHOOK = Pattern.compile("(?i).*webhook[-_.]url");

  private static final Pattern BEHIND_THE_HOST = Pattern.compile("(?<=://[^/]{1,255}/).+");

  private Masking() {}

  /** Whether the name says that its value is never to be shown. */
  public static boolean isSecret(String name) {
    return SECRET.matcher(name).matches();
  }

  /** Whether anything of the value is hidden, so that two values may not be told apart by it. */
  public static boolean hides(String name, String value) {
    return !shown(name, value).equals(value);
  }

  /** A value as it may be shown. */
  public static String shown(String name, String value) {
    if (value.isEmpty()) {
      return value;
    }
    if (WEBHOOK.matcher(name).matches()) {
      return BEHIND_THE_HOST.matcher(shown("", value)).replaceAll(MASK);
    }
    return isSecret(name)
        ? MASK
        : IN_AN_ADDRESS
            .matcher(value)
            .replaceAll(found -> found.group().endsWith("@") ? MASK + "@" : MASK);
  }
}
