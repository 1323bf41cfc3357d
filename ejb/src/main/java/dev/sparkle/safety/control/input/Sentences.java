package dev.sparkle.safety.control.input;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The language of the rule book. A sentence is a row of:
 *
 * <ul>
 *   <li>words, e.g. {@code from now on}, found whatever stands between them but other words;
 *   <li>{@code {set}}: one of a set of synonyms; {@code (this|that)}: one of these;
 *   <li>{@code ?} after a set: it may be missing;
 *   <li>{@code ~3}: up to three other words, not beyond the end of the sentence; {@code ~~3}: also
 *       beyond it. A Chinese character is a word;
 *   <li>{@code `<|im_start|>`}: these characters as they stand, also inside words.
 * </ul>
 *
 * A set is a list with commas: phrases in the same writing, where {@code instruction(s)} and {@code
 * ignor(e|ed|ing)} stand for all their readings, {@code jailbreak*} for all words that begin so,
 * and {@code {other}} for another set. Sentences have no repetition, so what is made of them runs
 * in linear time on any text.
 */
final class Sentences {

  /** One step of a sentence: a set, after at most so many other words. */
  record Step(int set, int gap, boolean beyondSentence) {}

  private static final Pattern PART =
      Pattern.compile(
          "(~{1,2})(\\d+)|`([^`]+)`|\\{([a-z_0-9]+)}(\\?)?|\\(([^()]*)\\)(\\?)?|(\\S+)");
  private static final Pattern GROUP = Pattern.compile("\\(([^()]*)\\)");

  private final Map<String, String> sets;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Phrases words = new Phrases();
  private final Phrases marks = new Phrases();

  /** Sentences over these sets, by name. */
  Sentences(Map<String, String> sets) {
    this.sets = new LinkedHashMap<>(sets);
  }

  /** The phrases of all sentences so far. */
  Phrases words() {
    return words;
  }

  /** The marks of all sentences so far. */
  Phrases marks() {
    return marks;
  }

  /** How many sets there are so far; they are numbered from 0. */
  int size() {
    return numbers.size();
  }

  /** The number of a set of the data file. */
  int set(String name) {
    String body = sets.get(name);
    if (body == null) {
      throw new IllegalArgumentException("there is no set {" + name + "}");
    }
    return numbered("{" + name + "}", body);
  }

  /** All readings of a sentence: one if nothing in it may be missing. */
  List<List<Step>> read(String sentence) {
    List<List<Step>> readings = new ArrayList<>();
    readings.add(List.of());
    Matcher part = PART.matcher(sentence);
    int gap = 0;
    boolean beyond = false;
    StringBuilder phrase = new StringBuilder();
    while (part.find()) {
      if (part.group(8) != null) {
        phrase.append(phrase.length() == 0 ? "" : " ").append(part.group(8));
        continue;
      }
      if (phrase.length() > 0) {
        append(readings, new Step(literal(phrase), gap, beyond), false);
        gap = 0;
        beyond = false;
      }
      if (part.group(1) != null) {
        gap = Integer.parseInt(part.group(2));
        beyond = part.group(1).length() == 2;
        continue;
      }
      boolean optional = part.group(5) != null || part.group(7) != null;
      append(readings, new Step(setOf(part), gap, beyond), optional);
      if (!optional) {
        gap = 0;
        beyond = false;
      }
    }
    if (phrase.length() > 0) {
      append(readings, new Step(literal(phrase), gap, beyond), false);
    }
    readings.removeIf(List::isEmpty);
    return readings;
  }

  private int setOf(Matcher part) {
    if (part.group(3) != null) {
      return numbered("`" + part.group(3), "`" + part.group(3) + "`");
    }
    if (part.group(4) != null) {
      return set(part.group(4));
    }
    return numbered("(" + part.group(6), part.group(6).replace('|', ','));
  }

  private int literal(StringBuilder phrase) {
    String words = phrase.toString();
    phrase.setLength(0);
    return numbered("(" + words, words);
  }

  private static void append(List<List<Step>> readings, Step step, boolean optional) {
    List<List<Step>> longer = new ArrayList<>();
    for (List<Step> reading : readings) {
      List<Step> with = new ArrayList<>(reading);
      with.add(step);
      longer.add(with);
      if (optional) {
        longer.add(reading);
      }
    }
    readings.clear();
    readings.addAll(longer);
  }

  private int numbered(String key, String body) {
    Integer known = numbers.get(key);
    if (known != null) {
      return known;
    }
    int number = numbers.size();
    numbers.put(key, number);
    fill(number, body, 0);
    return number;
  }

  private void fill(int number, String body, int depth) {
    if (depth > 4) {
      throw new IllegalArgumentException("sets that hold one another: " + body);
    }
    for (String entry : body.split("[,\\n]")) {
      String phrase = entry.strip();
      if (phrase.startsWith("{") && phrase.endsWith("}")) {
        String other = phrase.substring(1, phrase.length() - 1);
        if (!sets.containsKey(other)) {
          throw new IllegalArgumentException("there is no set {" + other + "}");
        }
        fill(number, sets.get(other), depth + 1);
      } else if (phrase.startsWith("`")) {
        marks.add(foldMark(phrase.substring(1, phrase.length() - 1)), number, false);
      } else if (!phrase.isEmpty()) {
        spelled(phrase).forEach(p -> addWords(p, number));
      }
    }
  }

  private void addWords(String phrase, int number) {
    boolean beginning = phrase.endsWith("*");
    String folded = new FoldedText(phrase).toString();
    words.add(folded, number, beginning);
  }

  private static String foldMark(String mark) {
    StringBuilder folded = new StringBuilder(mark);
    for (int i = 0; i < folded.length(); i++) {
      folded.setCharAt(i, Letters.fold(folded.charAt(i)));
    }
    return folded.toString();
  }

  /** All readings of a phrase with {@code (…)} in it. */
  static List<String> spelled(String phrase) {
    Matcher group = GROUP.matcher(phrase);
    if (!group.find()) {
      return List.of(phrase);
    }
    String choice = group.group(1);
    String[] choices =
        choice.indexOf('|') < 0 ? new String[] {"", choice} : choice.split("\\|", -1);
    List<String> all = new ArrayList<>();
    for (String one : choices) {
      all.addAll(spelled(phrase.substring(0, group.start()) + one + phrase.substring(group.end())));
    }
    return all;
  }
}
