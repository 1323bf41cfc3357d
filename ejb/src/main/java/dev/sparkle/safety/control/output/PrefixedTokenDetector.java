package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds keys of providers that nobody has told it of, by the habit of the trade: a short prefix
 * that names the issuer, a sign, and 24 random letters and digits or more, as in {@code
 * acme_live_…}.
 *
 * <p>Random means small letters, capitals and digits mixed, or 32 hex digits. Digests and other
 * identifiers with such prefixes ({@code sha256-…}, {@code commit-…}) are not taken. <b>Limits.</b>
 * A tail of words or of small letters only is no key here.
 */
final class PrefixedTokenDetector implements Detector {

  private static final int SHORTEST = 27;
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<![A-Za-z0-9_.%/+-])([A-Za-z][A-Za-z0-9]{1,14}(?:[_-][A-Za-z0-9]{1,10}){0,2})[_-]"
              + "([A-Za-z0-9]{24,200})(?![A-Za-z0-9_/]|\\.[A-Za-z])");
  private static final Pattern HARMLESS =
      Pattern.compile(
          "(?i)(?:sha|md|crc|blake)\\d*.*|(?:pk|pub|public)(?:[_-].*)?|.*(?:hash|digest|commit|rev|id|uuid|guid|build|image|img"
              + "|file|session|order|ref|request|trace|span|etag|checksum|test|example|foo|my"
              + "|your)s?");

  /** What begins like a known key and is none has the wrong length or check, and is none. */
  private static final List<String> KNOWN =
      RuleFile.lines("key-formats.txt")
          .map(line -> line.split("\t")[1])
          .filter(literal -> literal.matches("[A-Za-z0-9]{2,}[_-].*"))
          .toList();

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{32,}");

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    if (window.to() - window.from() < SHORTEST || window.digits() < 2) {
      return;
    }
    Matcher token = TOKEN.matcher(window.text());
    for (int at = window.from(); token.find(at); at = token.end()) {
      if (window.isOpen(token.start())
          && !HARMLESS.matcher(token.group(1)).matches()
          && KNOWN.stream().noneMatch(token.group()::startsWith)
          && isRandom(token.group(2))) {
        found.accept(new SensitiveSpan(SensitiveKind.API_KEY, token.start(), token.end()));
      }
    }
  }

  /** At least four of each sort in disorder, so that no CamelCase with a number is taken. */
  private static boolean isRandom(String tail) {
    long digits = tail.chars().filter(Character::isDigit).count();
    long small = tail.chars().filter(Character::isLowerCase).count();
    long capitals = tail.chars().filter(Character::isUpperCase).count();
    boolean mixed = digits > 1 && small > 3 && capitals > 3 && changes(tail) * 3 > tail.length();
    return (mixed || digits > 3 && HEX.matcher(tail).matches()) && !Placeholders.matches(tail);
  }

  /** How often the sort of character changes: at random, in about two of three places. */
  private static int changes(String tail) {
    int changes = 0;
    for (int i = 1; i < tail.length(); i++) {
      changes += sort(tail.charAt(i)) == sort(tail.charAt(i - 1)) ? 0 : 1;
    }
    return changes;
  }

  private static int sort(char c) {
    return Character.isDigit(c) ? 0 : Character.isLowerCase(c) ? 1 : 2;
  }
}
