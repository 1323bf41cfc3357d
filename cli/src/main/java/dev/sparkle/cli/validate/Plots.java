package dev.sparkle.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.bench.load.LoadPlots;
import dev.sparkle.cli.chart.Plot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The plots of a report, from figures that were measured; what was not, has no plot. */
final class Plots {

  private static final double RECOVERY_SECONDS = 30;

  private Plots() {}

  /** Plots by their heading. */
  static Map<String, String> of(Report report, Path folder) {
    Map<String, String> plots = new LinkedHashMap<>();
    bars(
        plots,
        report,
        "Tasks a second",
        "/s",
        Double.NaN,
        r -> r.criterion().equals(Criterion.THROUGHPUT.name()));
    bars(
        plots,
        report,
        "Seconds until it was back",
        "s",
        RECOVERY_SECONDS,
        r -> r.criterion().startsWith(Criterion.RECOVERY.name()));
    bars(
        plots,
        report,
        "Seconds until an alert arrives, as shipped",
        "s",
        Double.NaN,
        r -> r.criterion().equals(Criterion.ALERT_TIME.name()));
    for (String step : List.of("bench-load", "soak")) {
      Path told = folder.resolve("evidence").resolve(step + ".out");
      if (report.state().results().containsKey(step) && Files.exists(told)) {
        load(plots, told);
      }
    }
    return plots;
  }

  private static void load(Map<String, String> plots, Path told) {
    try {
      JsonNode json = new ObjectMapper().readTree(told.toFile());
      if (json != null && json.isObject()) {
        plots.putAll(LoadPlots.of(json));
      }
    } catch (IOException noJson) {
      // a step that failed told none
    }
  }

  private static void bars(
      Map<String, String> plots,
      Report report,
      String heading,
      String unit,
      double limit,
      Predicate<Reading> wanted) {
    Map<String, Double> bars = new LinkedHashMap<>();
    for (Report.Row row : report.rows()) {
      for (Reading reading : row.result().readings()) {
        if (wanted.test(reading) && !Double.isNaN(reading.value())) {
          String name = reading.name().replaceFirst("^\\d+\\. [^:]*: ", "");
          bars.put(
              row.step().id().replaceFirst("drill-|bench-", "") + ": " + name, reading.value());
        }
      }
    }
    if (!bars.isEmpty()) {
      plots.put(heading, Plot.bars(heading, unit, bars, limit));
    }
  }
}
