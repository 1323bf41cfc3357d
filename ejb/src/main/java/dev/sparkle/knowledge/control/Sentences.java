package dev.sparkle.knowledge.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts text into sentences without losing a character: put together again, the pieces are the text.
 * Works for languages that end sentences with {@code . ! ?} or {@code 。！？}; a line end ends a
 * sentence too, since lists and tables have one line for each item. Linear in time.
 */
final class Sentences {

  /** Words before a full stop that does not end a sentence; single letters are told by length. */
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "st", "vs", "fig", "figs", "eq", "no", "nos", "vol",
          "pp", "ed", "eds", "approx", "ca", "cf", "al", "etc", "e.g", "i.e", "sec", "ch");

  private static final String WIDE_ENDS = "。！？；…";
  private static final String CLOSERS = "\"'”’)）】」』》］]";

  private Sentences() {}

  static List<String> of(String text) {
    List<String> sentences = new ArrayList<>();
    int begin = 0;
    int at = 0;
    while (at < text.length()) {
      int end = endAfter(text, begin, at);
      if (end > 0) {
        sentences.add(text.substring(begin, end));
        begin = end;
        at = end;
      } else {
        at++;
      }
    }
    if (begin < text.length()) {
      sentences.add(text.substring(begin));
    }
    return sentences;
  }

  /** Where the next sentence begins, if this one ends with the character at {@code at}; else 0. */
  private static int endAfter(String text, int begin, int at) {
    char mark = text.charAt(at);
    if (mark == '\n') {
      return blanks(text, at + 1);
    }
    if (WIDE_ENDS.indexOf(mark) >= 0) {
      int end = closers(text, at + 1);
      // of several marks in a row, the last one ends
      boolean more = end < text.length() && WIDE_ENDS.indexOf(text.charAt(end)) >= 0;
      return more ? 0 : blanks(text, end);
    }
    if (mark != '.' && mark != '!' && mark != '?') {
      return 0;
    }
    int end = closers(text, at + 1);
    boolean blankFollows = end == text.length() || Character.isWhitespace(text.charAt(end));
    return !blankFollows || mark == '.' && isAbbreviation(text, begin, at) ? 0 : blanks(text, end);
  }

  private static int closers(String text, int from) {
    int at = from;
    while (at < text.length() && CLOSERS.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static int blanks(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isAbbreviation(String text, int begin, int dot) {
    int from = dot;
    while (from > begin
        && (Character.isLetter(text.charAt(from - 1)) || text.charAt(from - 1) == '.')) {
      from--;
    }
    String word = text.substring(from, dot).toLowerCase(Locale.ROOT);
    boolean initial = word.length() == 1 && Character.isUpperCase(text.charAt(from));
    return initial || ABBREVIATIONS.contains(word);
  }
}
