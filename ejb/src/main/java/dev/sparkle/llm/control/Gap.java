package dev.sparkle.llm.control;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence of the material with its most telling word left out. <b>Limitations.</b> The word is
 * the longest that says something (Chinese: the pair of characters that the material uses most),
 * not the one that a teacher would choose.
 *
 * @param sentence as it stands in the material
 * @param gapped with {@value #MARK} in the word's places
 * @param word what was left out, as it stands first
 */
record Gap(String sentence, String gapped, String word) {

  static final String MARK = "____";

  private static final Pattern WORD = Pattern.compile("\\p{IsLatin}{4,}");

  /**
   * Leaves a word out.
   *
   * @param known terms that give nothing away, since the learner used them himself
   * @param around the text that the sentence stands in
   * @return empty if the sentence has no such word, or little else
   */
  static Optional<Gap> in(String sentence, Set<String> known, String around) {
    if (TokenEstimate.of(sentence) < 6 || sentence.contains(MARK)) {
      return Optional.empty();
    }
    return word(sentence, known, around)
        .map(word -> new Gap(sentence, hidden(sentence, word), word))
        .filter(
            gap -> gap.gapped().replace(MARK, "").codePoints().filter(Gap::isLetter).count() > 8);
  }

  private static boolean isLetter(int character) {
    return Character.isLetter(character);
  }

  private static Optional<String> word(String sentence, Set<String> known, String around) {
    Matcher words = WORD.matcher(sentence);
    List<String> telling = new ArrayList<>();
    while (words.find()) {
      Set<String> terms = Terms.of(words.group());
      if (!terms.isEmpty() && terms.stream().noneMatch(known::contains)) {
        telling.add(words.group());
      }
    }
    return telling.isEmpty()
        ? pair(sentence, known, around)
        : telling.stream().max(Comparator.comparingInt(String::length));
  }

  private static Optional<String> pair(String sentence, Set<String> known, String around) {
    return Terms.of(sentence).stream()
        .filter(term -> term.length() == 2 && term.codePoints().allMatch(Character::isIdeographic))
        .filter(term -> !known.contains(term))
        .max(Comparator.comparingInt(term -> occurrences(around, term)));
  }

  private static int occurrences(String text, String term) {
    int count = 0;
    for (int at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length())) {
      count++;
    }
    return count;
  }

  private static String hidden(String sentence, String word) {
    return Pattern.compile(
            "(?iU)"
                + (Character.isIdeographic(word.codePointAt(0)) ? "%s" : "\\b%s\\b")
                    .formatted(Pattern.quote(word)))
        .matcher(sentence)
        .replaceAll(MARK);
  }

  /** Up to so many telling words of a sentence, in an order that gives nothing away. */
  static List<String> tellingWords(String sentence, Set<String> known, int most) {
    Set<String> found = new LinkedHashSet<>();
    Matcher words = WORD.matcher(sentence.toLowerCase(Locale.ROOT));
    while (words.find()) {
      Set<String> terms = Terms.of(words.group());
      if (!terms.isEmpty() && terms.stream().noneMatch(known::contains)) {
        found.add(words.group());
      }
    }
    return found.stream()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .limit(most)
        .sorted()
        .toList();
  }

  /** What a learner's answer is worth. */
  enum Fit {
    RIGHT,
    NEARLY,
    WRONG
  }

  /** Compares an answer with the word; a slip of the pen is nearly right. */
  Fit fits(String answer) {
    String given = answer.toLowerCase(Locale.ROOT);
    String wanted = word.toLowerCase(Locale.ROOT);
    if (given.contains(wanted) || Terms.of(given).containsAll(Terms.of(wanted))) {
      return Fit.RIGHT;
    }
    Matcher words = WORD.matcher(given);
    while (words.find()) {
      if (wanted.length() > 4 && distance(words.group(), wanted) <= 1 + wanted.length() / 6) {
        return Fit.NEARLY;
      }
    }
    return Fit.WRONG;
  }

  /** Levenshtein's. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
