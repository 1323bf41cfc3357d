package dev.sparkle.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.bench.load.Slope;
import dev.sparkle.cli.monitoring.PrometheusApi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whether first words come later and later within a day. */
final class Trend {

  private static final String NAME = "trend of first words, p95";
  private static final String FIRST_WORDS = "sparkle:first_words_seconds:p95";
  private static final double CERTAIN = 0.01;
  private static final int FEWEST = 3;

  private Trend() {}

  /**
   * Looks at the last day, each half hour.
   *
   * @param reached whether Prometheus reaches a node
   */
  static Finding of(PrometheusApi prometheus, Instant now, boolean reached) {
    List<Double> hours = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (JsonNode series :
        prometheus.range(
            FIRST_WORDS, now.minus(Duration.ofHours(24)), now, Duration.ofMinutes(30))) {
      for (JsonNode point : series.path("values")) {
        double value = point.get(1).asDouble(Double.NaN);
        if (!point.get(1).asText().equals("NaN") && !Double.isNaN(value)) {
          hours.add(point.get(0).asDouble() / 3600);
          values.add(value);
        }
      }
    }
    return judge(hours, values, reached);
  }

  /** Too few looks are no trend: told and not judged, unless no node is reached at all. */
  static Finding judge(List<Double> hours, List<Double> values, boolean reached) {
    if (values.size() < FEWEST) {
      String words = "not known: " + values.size() + " looks at which somebody had asked";
      return reached
          ? new Finding(NAME, null, "", words, null, "")
          : Finding.judged(
              NAME, false, words + ", and no node is reached", "./sparkle monitoring up");
    }
    Slope slope = Slope.of(hours, values);
    double middle = values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
    boolean rises = slope.chance() < CERTAIN && 24 * slope.perUnit() > Math.max(0.2, middle / 4);
    return Finding.judged(
        NAME,
        slope.perUnit(),
        "s/h",
        !rises,
        Figure.words(24 * slope.perUnit() * 1000, "ms a day") + " over " + values.size() + " looks",
        "It gets slower by the day: docs/runbooks/LatencyP95.md");
  }
}
