package dev.sparkle.cli.bench.load;

/**
 * How a learner behaves.
 *
 * @param thinkSeconds between the end of an answer and the next question, on average; reading is in
 *     it
 * @param quiz share of questions that wish for a quiz, and answer it
 * @param hint share of questions that wish for a hint
 * @param upload share of turns in which a page is handed in
 * @param lost share of answers in the middle of which the socket is lost
 */
record Habits(double thinkSeconds, double quiz, double hint, double upload, double lost) {

  Habits {
    if (thinkSeconds < 0) {
      throw new IllegalArgumentException("nobody thinks for " + thinkSeconds + " s");
    }
  }

  static Habits usual(double thinkSeconds) {
    return new Habits(thinkSeconds, 0.15, 0.1, 0.03, 0.08);
  }
}
