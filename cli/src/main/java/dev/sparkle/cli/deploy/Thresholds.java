package dev.sparkle.cli.deploy;

/**
 * What the new nodes may do before everything goes back. A share is only judged with enough to
 * judge by, and against the old nodes in the same time, if they had enough: what both suffer from
 * is no fault of the new version.
 *
 * @param errorShare of requests
 * @param failedShare of answers
 * @param callSeconds mean of calls over HTTP; also allowed: {@code factor} times the old nodes'
 * @param firstWordsSeconds 95th of a hundred; also allowed: {@code factor} times the old nodes'
 * @param factor how much slower than the old nodes
 * @param fewest requests, answers or calls below which nothing is judged
 */
record Thresholds(
    double errorShare,
    double failedShare,
    double callSeconds,
    double firstWordsSeconds,
    double factor,
    int fewest) {

  static final Thresholds USUAL = new Thresholds(0.02, 0.05, 1.0, 5.0, 3.0, 20);

  Thresholds {
    if (errorShare <= 0 || failedShare <= 0 || callSeconds <= 0 || firstWordsSeconds <= 0) {
      throw new IllegalArgumentException("a threshold is above 0");
    }
    if (factor < 1 || fewest < 1) {
      throw new IllegalArgumentException("a factor and a number are at least 1");
    }
  }
}
