package dev.sparkle.chat.control;

import dev.sparkle.llm.control.TokenEstimate;
import dev.sparkle.llm.entity.Turn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a model is told of a conversation: its latest turns, as many as fit, and for those before
 * them a summary, if there is one. Pure.
 *
 * @param turns the oldest first; the summary, if there is one, stands before them
 * @param leftOut how many turns are neither told nor summed up
 */
record History(List<Turn> turns, int leftOut) {

  /** Words that tell a model what it reads; a learner's turn, since it is no instruction. */
  private static final String SUMMED_UP = "(What we said before, summed up:) ";

  History {
    turns = List.copyOf(turns);
  }

  /**
   * Chooses.
   *
   * @param summary of all that was said before the turns; empty: there is none
   * @param turns the oldest first
   * @param budget tokens for all of it, by {@link TokenEstimate}; the latest turn is told up to
   *     half of it in any case
   */
  static History of(String summary, List<Turn> turns, long budget) {
    long left = budget - (summary.isEmpty() ? 0 : TokenEstimate.of(summary));
    List<Turn> told = new ArrayList<>();
    int at = turns.size();
    while (at > 0) {
      Turn turn = turns.get(at - 1);
      Turn fitting = told.isEmpty() ? shortened(turn, budget / 2) : turn;
      left -= TokenEstimate.of(fitting.text());
      if (left < 0 && !told.isEmpty()) {
        break;
      }
      told.add(fitting);
      at--;
    }
    Collections.reverse(told);
    if (!summary.isEmpty()) {
      told.add(0, new Turn(Turn.Speaker.LEARNER, SUMMED_UP + summary));
    }
    return new History(told, at);
  }

  /** The end of what was said matters most to what comes next. */
  private static Turn shortened(Turn turn, long budget) {
    String text = turn.text();
    while (TokenEstimate.of(text) > budget && text.length() > 8) {
      int cut = Math.max(1, text.length() / 8);
      text = "…" + text.substring(Character.isLowSurrogate(text.charAt(cut)) ? cut + 1 : cut);
    }
    return new Turn(turn.speaker(), text);
  }
}
