package dev.sparkle.safety.control.input;

import dev.sparkle.safety.entity.Verdict;
import dev.sparkle.safety.entity.Verdict.Blocked;
import dev.sparkle.safety.entity.Verdict.Rewritten;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Takes hostile sentences out of a passage and leaves the rest: {@code […]} stands where they were.
 * An attack over two or three sentences goes as a whole. The judge is asked about each sentence a
 * few times, so the cost grows with the passage, not faster.
 */
final class PassageCleaner {

  /** What stands in place of what was taken out. */
  static final String GAP = "[…]";

  /** An attack has at most so many sentences, else the passage as a whole is blocked. */
  private static final int LONGEST_ATTACK = 3;

  private final Function<String, Verdict> judge;

  PassageCleaner(Function<String, Verdict> judge) {
    this.judge = judge;
  }

  /**
   * What is left of a passage.
   *
   * @param whole the verdict on all of it
   * @return rewritten; or blocked as before, if what is left would be blocked, or nothing is left
   */
  Verdict clean(String passage, Blocked whole) {
    List<String> sentences = sentences(passage);
    boolean[] hostile = new boolean[sentences.size()];
    for (int length = 1; length <= LONGEST_ATTACK && length <= sentences.size(); length++) {
      mark(sentences, hostile, length);
      String rest = rest(sentences, hostile);
      if (!rest.equals(passage) && !(judge.apply(rest) instanceof Blocked)) {
        boolean empty = rest.replace(GAP, "").isBlank();
        return empty
            ? whole
            : new Rewritten(visible(rest), whole.reason(), whole.score(), whole.rules());
      }
    }
    return whole;
  }

  private void mark(List<String> sentences, boolean[] hostile, int length) {
    for (int first = 0; first + length <= sentences.size(); first++) {
      boolean marked = false;
      for (int at = first; at < first + length; at++) {
        marked |= hostile[at];
      }
      String piece = String.join("", sentences.subList(first, first + length));
      if (!marked && judge.apply(piece) instanceof Blocked) {
        for (int at = first; at < first + length; at++) {
          hostile[at] = true;
        }
      }
    }
  }

  private static String rest(List<String> sentences, boolean[] hostile) {
    StringBuilder rest = new StringBuilder();
    for (int at = 0; at < hostile.length; at++) {
      String sentence = sentences.get(at);
      if (!hostile[at]) {
        rest.append(sentence);
      } else {
        if (at == 0 || !hostile[at - 1]) {
          rest.append(GAP);
        }
        rest.append(sentence.substring(sentence.stripTrailing().length()));
      }
    }
    return rest.toString();
  }

  private static String visible(String rest) {
    return HiddenCharacters.removedFrom(rest);
  }

  /** Put together again, they are the text; a line is at least a sentence. */
  private static List<String> sentences(String text) {
    List<String> sentences = new ArrayList<>();
    for (String line : text.split("(?<=\n)")) {
      BreakIterator ends = BreakIterator.getSentenceInstance(Locale.ROOT);
      ends.setText(line);
      int from = ends.first();
      for (int to = ends.next(); to != BreakIterator.DONE; to = ends.next()) {
        sentences.add(line.substring(from, to));
        from = to;
      }
    }
    return sentences;
  }
}
