package dev.sparkle.safety.control.input;

import java.util.List;

/**
 * How far each sentence of the rule book has come in a text: for each step the three latest places
 * where it was reached. Three, because findings that overlap end at different places; with a bound
 * on it, a hostile text cannot make it grow.
 */
final class Progress {

  private static final int KEPT = 3;

  private final int[] begins;
  private final int[] ends;

  Progress(int states) {
    begins = new int[states * KEPT];
    ends = new int[states * KEPT];
  }

  /** Notes that a step was reached. Places are kept one higher, so that 0 means none. */
  void put(int state, int begin, int end) {
    int at = state * KEPT;
    begins[at + 2] = begins[at + 1];
    ends[at + 2] = ends[at + 1];
    begins[at + 1] = begins[at];
    ends[at + 1] = ends[at];
    begins[at] = begin + 1;
    ends[at] = end + 1;
  }

  /**
   * Where a sentence began whose step is found at a place; below 0 if the steps before it were not
   * found near enough.
   */
  int begin(FoldedText text, int first, List<Sentences.Step> steps, int step, int start) {
    if (step == 0) {
      return start;
    }
    Sentences.Step now = steps.get(step);
    int at = (first + step - 1) * KEPT;
    for (int i = at; i < at + KEPT && ends[i] > 0; i++) {
      int before = ends[i] - 1;
      if (before <= start
          && text.wordsBetween(before, start) <= now.gap()
          && (now.beyondSentence() || now.gap() == 0 || text.sameSentence(before, start))) {
        return begins[i] - 1;
      }
    }
    return -1;
  }
}
