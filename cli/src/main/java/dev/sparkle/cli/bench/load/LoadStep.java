package dev.sparkle.cli.bench.load;

import dev.sparkle.cli.bench.chat.Quantiles;
import java.util.Map;

/**
 * What was measured with so many learners.
 *
 * @param questionsPerSecond that ended
 * @param first from question to first words
 * @param whole from question to the end of its answer
 * @param lost sockets that were lost in the middle of an answer, and resumed
 * @param cores that each process kept busy
 */
record LoadStep(
    int learners,
    int seconds,
    double questionsPerSecond,
    Quantiles first,
    Quantiles whole,
    double errorPercent,
    Map<String, Long> outcomes,
    long lost,
    long uploads,
    Map<String, Double> cores,
    double load,
    boolean withinLimit) {

  static LoadStep of(
      int learners,
      int seconds,
      LoadTally.Counts counts,
      Map<String, Double> cores,
      double load,
      Limit limit) {
    return new LoadStep(
        learners,
        seconds,
        (double) counts.ended() / seconds,
        counts.first(),
        counts.whole(),
        counts.errorPercent(),
        counts.outcomes(),
        counts.lost(),
        counts.uploads(),
        cores,
        load,
        limit.holds(counts));
  }
}
