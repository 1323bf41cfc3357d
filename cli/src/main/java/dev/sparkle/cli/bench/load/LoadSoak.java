package dev.sparkle.cli.bench.load;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.Pause;
import dev.sparkle.cli.services.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The same load for long, with a look at what the node holds now and then. */
final class LoadSoak {

  private static final Duration LEAST = Duration.ofSeconds(5);

  /**
   * What was seen.
   *
   * @param outcomes of all questions
   */
  record Figures(
      int learners,
      long seconds,
      long questions,
      double errorPercent,
      Map<String, Long> outcomes,
      List<Sample> samples,
      List<Soak.Verdict> verdicts) {

    /** Whether questions were asked, each kind could be judged, and nothing grew. */
    @JsonProperty
    boolean flat() {
      return questions > 0 && !verdicts.isEmpty() && verdicts.stream().allMatch(Soak.Verdict::flat);
    }
  }

  private final LoadCrowd crowd;
  private final LibertyNode node;
  private final DatabaseAddress database;
  private final Progress progress;
  private final Consumer<Figures> keep;

  /**
   * @param keep hears after each look what was seen so far
   */
  LoadSoak(
      LoadCrowd crowd,
      LibertyNode node,
      DatabaseAddress database,
      Progress progress,
      Consumer<Figures> keep) {
    this.keep = keep;
    this.crowd = crowd;
    this.node = node;
    this.database = database;
    this.progress = progress;
  }

  /**
   * Soaks.
   *
   * @param looks how often it is looked at, at most; never closer than five seconds
   */
  Figures run(int learners, Duration time, int looks) throws Exception {
    crowd.grow(learners);
    Duration step = time.dividedBy(looks);
    Duration pause = step.compareTo(LEAST) < 0 ? LEAST : step;
    Map<String, Long> outcomes = new TreeMap<>();
    List<Sample> samples = new ArrayList<>();
    long began = System.nanoTime();
    long failedUploads = 0;
    long uploads = 0;
    while (seconds(began) < time.toSeconds()) {
      Pause.of(pause);
      LoadTally.Counts counts = crowd.tally().take();
      counts.outcomes().forEach((end, count) -> outcomes.merge(end, count, Long::sum));
      uploads += counts.uploads();
      failedUploads += counts.uploadsFailed();
      Sample sample =
          Sample.of(seconds(began), node.pid().orElseThrow(), database, counts.first().p95Ms());
      samples.add(sample);
      keep.accept(figures(learners, seconds(began), outcomes, uploads, failedUploads, samples));
      progress.now(
          "%.0f of %d s: %.0f MiB, %.0f threads, %.0f handles"
              .formatted(
                  sample.seconds(),
                  time.toSeconds(),
                  sample.rssMib(),
                  sample.threads(),
                  sample.handles()));
    }
    return figures(learners, seconds(began), outcomes, uploads, failedUploads, samples);
  }

  private static Figures figures(
      int learners,
      double seconds,
      Map<String, Long> outcomes,
      long uploads,
      long failedUploads,
      List<Sample> samples) {
    long ended = outcomes.values().stream().mapToLong(each -> each).sum();
    long wrong = ended - outcomes.getOrDefault("done", 0L) + failedUploads;
    return new Figures(
        learners,
        (long) seconds,
        ended,
        ended + uploads == 0 ? 0 : 100.0 * wrong / (ended + uploads),
        outcomes,
        samples,
        Soak.judge(samples));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
