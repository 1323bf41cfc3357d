package dev.sparkle.safety.control.input;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Phrases that a policy excuses. */
final class AllowedPhrases {

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private AllowedPhrases() {}

  /** The text with a blank in their place; case and the number of blanks do not matter. */
  static String removedFrom(String text, List<String> phrases) {
    String rest = text;
    for (String phrase : phrases) {
      rest = pattern(phrase).matcher(rest).replaceAll(Matcher.quoteReplacement(" "));
    }
    return rest;
  }

  private static Pattern pattern(String phrase) {
    StringBuilder pattern = new StringBuilder();
    for (String word : BLANKS.split(phrase.strip())) {
      pattern.append(pattern.isEmpty() ? "" : "\\s++").append(Pattern.quote(word));
    }
    return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }
}
