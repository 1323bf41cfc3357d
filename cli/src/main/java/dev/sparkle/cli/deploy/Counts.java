package dev.sparkle.cli.deploy;

import java.util.Map;
import java.util.TreeMap;

/**
 * What was counted of one side, old or new, up to a moment: by HAProxy, and by its nodes.
 *
 * @param requests that HAProxy sent there, the openings of sockets among them
 * @param errors of them: 5xx, or no answer
 * @param answers that ended
 * @param failed of them
 * @param calls over HTTP that the nodes measured, health and metrics aside
 * @param callSeconds of them, together
 * @param firstWords answers by the upper bound of the seconds to their first words, cumulative
 */
record Counts(
    long requests,
    long errors,
    long answers,
    long failed,
    long calls,
    double callSeconds,
    TreeMap<Double, Long> firstWords) {

  static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, new TreeMap<>());

  Counts {
    firstWords = new TreeMap<>(firstWords);
  }

  Counts plus(Counts other) {
    TreeMap<Double, Long> both = new TreeMap<>(firstWords);
    other.firstWords.forEach((bound, count) -> both.merge(bound, count, Long::sum));
    return new Counts(
        requests + other.requests,
        errors + other.errors,
        answers + other.answers,
        failed + other.failed,
        calls + other.calls,
        callSeconds + other.callSeconds,
        both);
  }

  /** What came since; nothing is negative, also where a node began anew meanwhile. */
  Counts since(Counts before) {
    TreeMap<Double, Long> words = new TreeMap<>();
    firstWords.forEach(
        (bound, count) ->
            words.put(bound, Math.max(0, count - before.firstWords.getOrDefault(bound, 0L))));
    return new Counts(
        Math.max(0, requests - before.requests),
        Math.max(0, errors - before.errors),
        Math.max(0, answers - before.answers),
        Math.max(0, failed - before.failed),
        Math.max(0, calls - before.calls),
        Math.max(0, callSeconds - before.callSeconds),
        words);
  }

  double errorShare() {
    return requests == 0 ? 0 : errors / (double) requests;
  }

  double failedShare() {
    return answers == 0 ? 0 : failed / (double) answers;
  }

  double meanCallSeconds() {
    return calls == 0 ? 0 : callSeconds / calls;
  }

  /** How many answers had first words. */
  long spoken() {
    return firstWords.isEmpty() ? 0 : firstWords.lastEntry().getValue();
  }

  /**
   * The upper bound of the bucket in which the 95th of a hundred lies, in seconds: it is at most
   * that, and may be less.
   */
  double firstWordsP95() {
    if (spoken() == 0) {
      return 0;
    }
    double wanted = spoken() * 0.95;
    return firstWords.entrySet().stream()
        .filter(each -> each.getValue() >= wanted)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(0.0);
  }
}
