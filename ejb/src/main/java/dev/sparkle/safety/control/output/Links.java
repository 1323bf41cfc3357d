package dev.sparkle.safety.control.output;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which targets of links may stand in an answer: those that lead somewhere and carry nothing. */
final class Links {

  /** A search query of a sentence fits; a key, a name with an address or a paragraph does not. */
  private static final int LONGEST_QUERY = 64;

  /** Longer parts of a path, without a hyphen in them, are data and not words. */
  private static final int LONGEST_PART = 48;

  private static final int LONGEST_TARGET = 300;
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*");
  private static final Pattern DATA = Pattern.compile("[A-Za-z0-9+_=]{" + LONGEST_PART + ",}");
  private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9+/_-]{24,}={0,2}");

  /** A part of a path that may be encoded data; names of files and places have hyphens. */
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9+_=]{28,}");

  /** A word spelled out, a letter a directory. */
  private static final Pattern LETTERS = Pattern.compile("(?:/[^/]{1,2}){10,}");

  private static final Pattern HOST = Pattern.compile("(?i)https?://([^/?#]*).*");

  private Links() {}

  /** Whether a target is a page of the web, a mail address or a place in the same document. */
  static boolean isSafe(String target) {
    String plain =
        target
            .replaceAll("[\\p{Cf}]+", "")
            .strip()
            .replaceAll("^<|>$", "")
            .replaceAll("[\\s\\p{Cntrl}]+.*", "");
    String decoded = plain.replaceAll("(?i)&(?:#x?3a|colon|#0*58);?", ":").toLowerCase(Locale.ROOT);
    if (target.length() > LONGEST_TARGET
        || plain.indexOf('\\') >= 0
        || target.strip().matches("(?s)[a-z]*[\\t\\n\\r][a-z].*")) {
      return false;
    }
    if (decoded.startsWith("//")) {
      return isSafe("https:" + plain);
    }
    if (!SCHEME.matcher(decoded).matches()) {
      boolean scheme = decoded.contains("%3a") || decoded.matches("[^/?#]*:.*");
      return !scheme && carriesNothing(plain);
    }
    return decoded.startsWith("mailto:")
        ? decoded.indexOf('?') < 0
        : HOST.matcher(decoded).matches() && hostSaysNothing(decoded) && carriesNothing(plain);
  }

  /** A name may have three or four short parts; {@code c2VjcmV0.evil.example} is data. */
  private static boolean hostSaysNothing(String target) {
    String host = HOST.matcher(target).replaceFirst("$1");
    boolean user = host.indexOf('@') >= 0;
    return !user && host.length() <= 80 && !host.matches(".*[a-z0-9]{30,}.*");
  }

  private static boolean carriesNothing(String target) {
    int query = target.indexOf('?');
    int fragment = target.indexOf('#');
    int end = query >= 0 ? query : fragment >= 0 ? fragment : target.length();
    String rest = target.substring(end);
    String path = target.substring(0, end).replaceAll("(?:%[0-9A-Fa-f]{2})+", "-");
    String values = rest.replaceAll("[?&#;][A-Za-z0-9_.-]{0,12}=", "");
    return rest.length() <= LONGEST_QUERY
        && !ENCODED.matcher(query >= 0 ? rest : "").find()
        && !isRandom(ENCODED.matcher(rest))
        && !isRandom(ENCODED.matcher(values.length() < rest.length() ? values : ""))
        && !DATA.matcher(path).find()
        && !isRandom(PART.matcher(path))
        && !LETTERS.matcher(path).find();
  }

  /** Whether a long part mixes small letters, capitals and digits, as encoded data does. */
  private static boolean isRandom(java.util.regex.Matcher part) {
    while (part.find()) {
      String text = part.group();
      boolean mixed =
          text.matches("(?:.*[a-z]){3}.*")
              && text.matches("(?:.*[A-Z]){3}.*")
              && text.matches("(?:.*[0-9]){2}.*");
      if (mixed) {
        return true;
      }
    }
    return false;
  }

  /** What is left of a target that may not stand: where it led to. */
  static String host(String target) {
    return HOST.matcher(target).matches() ? HOST.matcher(target).replaceFirst("$1") : "";
  }
}
