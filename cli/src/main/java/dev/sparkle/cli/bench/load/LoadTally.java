package dev.sparkle.cli.bench.load;

import dev.sparkle.cli.bench.chat.Delays;
import dev.sparkle.cli.bench.chat.Quantiles;
import java.util.Map;
import java.util.TreeMap;

/** What happened to all learners since the count began. Safe for all threads. */
final class LoadTally {

  /**
   * The counts.
   *
   * @param outcomes of questions: done, failed, blocked, stopped, unanswered
   * @param first from a question to its first words
   * @param whole from a question to its end
   */
  record Counts(
      long asked,
      Map<String, Long> outcomes,
      long lost,
      long uploads,
      long uploadsFailed,
      Quantiles first,
      Quantiles whole) {

    long ended() {
      return outcomes.values().stream().mapToLong(each -> each).sum();
    }

    /** Of what ended, the share that did not end well, in percent; 0 if nothing ended. */
    double errorPercent() {
      long wrong = ended() - outcomes.getOrDefault("done", 0L) + uploadsFailed;
      long all = ended() + uploads;
      return all == 0 ? 0 : 100.0 * wrong / all;
    }
  }

  private final Map<String, Long> outcomes = new TreeMap<>();
  private Delays first = new Delays();
  private Delays whole = new Delays();
  private long asked;
  private long lost;
  private long uploads;
  private long uploadsFailed;

  synchronized void asked() {
    asked++;
  }

  synchronized void firstWords(long micros) {
    first.add(micros);
  }

  synchronized void ended(String outcome, long micros) {
    outcomes.merge(outcome, 1L, Long::sum);
    whole.add(micros);
  }

  synchronized void lost() {
    lost++;
  }

  synchronized void uploaded(boolean well) {
    uploads++;
    uploadsFailed += well ? 0 : 1;
  }

  /** The counts so far; it begins anew. */
  synchronized Counts take() {
    Counts counts =
        new Counts(
            asked,
            new TreeMap<>(outcomes),
            lost,
            uploads,
            uploadsFailed,
            Quantiles.of(first),
            Quantiles.of(whole));
    outcomes.clear();
    first = new Delays();
    whole = new Delays();
    asked = 0;
    lost = 0;
    uploads = 0;
    uploadsFailed = 0;
    return counts;
  }
}
