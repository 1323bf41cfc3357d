package dev.sparkle.safety.control.output;

import java.util.HashSet;
import java.util.Set;

/**
 * Reads off a regular expression which words must stand in what it finds: one of them, at least, in
 * every match. So a text without any of them need not be searched.
 *
 * <p>It knows what the rule files use: literals, classes, groups, alternatives, look-ahead and
 * quantifiers. Of anything else it says that it knows no words, and the expression is always tried.
 */
final class RequiredWords {

  private static final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** How often the piece before a quantifier must be there. */
  private enum Often {
    ONCE,
    MAYBE,
    ONCE_OR_MORE
  }

  private final String regex;
  private int at;

  private RequiredWords(String regex) {
    this.regex = regex;
  }

  /** The words; empty if there are none of which one must stand there. */
  static Set<String> of(String regex) {
    try {
      RequiredWords reading = new RequiredWords(regex);
      Set<String> words = reading.alternatives();
      return reading.at == regex.length() ? words : Set.of();
    } catch (Unknown | StringIndexOutOfBoundsException e) {
      return Set.of();
    }
  }

  private Set<String> alternatives() {
    Set<String> all = new HashSet<>();
    boolean each = true;
    while (true) {
      Set<String> words = sequence();
      each = each && !words.isEmpty();
      all.addAll(words);
      if (at == regex.length() || regex.charAt(at) != '|') {
        return each ? all : Set.of();
      }
      at++;
    }
  }

  private Set<String> sequence() {
    Set<String> best = Set.of();
    StringBuilder run = new StringBuilder();
    while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
      char c = regex.charAt(at);
      if (c == '(') {
        Set<String> words = group();
        best = better(best, ended(run));
        best = often() == Often.MAYBE ? best : better(best, words);
      } else if (c == '[') {
        skipClass();
        often();
        best = better(best, ended(run));
      } else if (c == '.' || c == '^' || c == '$' || c == '\\' && isClass(regex.charAt(at + 1))) {
        skip(c);
        often();
        best = better(best, ended(run));
      } else {
        at += c == '\\' ? 1 : 0;
        c = regex.charAt(at++);
        Often often = often();
        if (often != Often.MAYBE) {
          run.append(c);
        }
        best = often == Often.ONCE ? best : better(best, ended(run));
      }
    }
    return better(best, ended(run));
  }

  private static Set<String> ended(StringBuilder run) {
    Set<String> word = run.isEmpty() ? Set.of() : Set.of(run.toString());
    run.setLength(0);
    return word;
  }

  private Set<String> group() {
    at++;
    boolean ahead = false;
    if (regex.charAt(at) == '?') {
      char kind = regex.charAt(at + 1);
      ahead = kind == '=' || kind == '!';
      if (!ahead && kind != ':') {
        throw new Unknown();
      }
      at += 2;
    }
    Set<String> words = alternatives();
    if (regex.charAt(at) != ')') {
      throw new Unknown();
    }
    at++;
    return ahead ? Set.of() : words;
  }

  private void skipClass() {
    at++;
    at += regex.charAt(at) == '^' ? 1 : 0;
    while (regex.charAt(at) != ']') {
      if (regex.charAt(at) == '[' || regex.charAt(at) == '&') {
        throw new Unknown();
      }
      at += regex.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }

  /** {@code \d}, {@code \b}, {@code \p{L}}, but no back reference or quotation. */
  private static boolean isClass(char escaped) {
    if ("bBsSdDwWpP".indexOf(escaped) >= 0) {
      return true;
    }
    if (Character.isLetterOrDigit(escaped)) {
      throw new Unknown();
    }
    return false;
  }

  private void skip(char c) {
    at++;
    if (c == '\\') {
      char kind = regex.charAt(at++);
      if (kind == 'p' || kind == 'P') {
        at = regex.charAt(at) == '{' ? behindBrace() : at + 1;
      }
    }
  }

  private int behindBrace() {
    int brace = regex.indexOf('}', at);
    if (brace < 0) {
      throw new Unknown();
    }
    return brace + 1;
  }

  private Often often() {
    if (at == regex.length() || "?*+{".indexOf(regex.charAt(at)) < 0) {
      return Often.ONCE;
    }
    char c = regex.charAt(at++);
    boolean maybe = c == '?' || c == '*';
    if (c == '{') {
      maybe = regex.charAt(at) == '0';
      at = behindBrace();
    }
    if (at < regex.length() && "?+".indexOf(regex.charAt(at)) >= 0) {
      at++; // reluctant or possessive
    }
    return maybe ? Often.MAYBE : Often.ONCE_OR_MORE;
  }

  /** Of two sets the one whose shortest word is longer, as it stands in fewer texts. */
  private static Set<String> better(Set<String> one, Set<String> other) {
    return weight(other) > weight(one) ? other : one;
  }

  private static int weight(Set<String> words) {
    return words.stream().mapToInt(RequiredWords::weight).min().orElse(0);
  }

  /** A Chinese character is as rare as three letters. */
  private static int weight(String word) {
    return word.chars().map(c -> c > 0x2E80 ? 3 : 1).sum();
  }
}
