package dev.sparkle.cli.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.chart.Line;
import dev.sparkle.cli.chart.Plot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plots of what {@code bench load --json} told. */
public final class LoadPlots {

  private LoadPlots() {}

  /** Plots by their heading; none of what was not measured. */
  public static Map<String, String> of(JsonNode told) {
    Map<String, String> plots = new LinkedHashMap<>();
    JsonNode steps = told.path("steps");
    if (steps.size() > 0) {
      plots.put(
          "First words by learners at once, ms",
          Plot.lines(
              "first words by learners",
              "learners",
              List.of(
                  line("p50", steps, "learners", "/first/p50Ms"),
                  line("p95", steps, "learners", "/first/p95Ms"),
                  line("p99", steps, "learners", "/first/p99Ms")),
              told.at("/limit/firstP95Ms").asDouble(Double.NaN)));
      plots.put(
          "Questions answered a second, and cores of the node",
          Plot.lines(
              "questions a second and cores",
              "learners",
              List.of(
                  line("questions/s", steps, "learners", "/questionsPerSecond"),
                  line("cores", steps, "learners", "/cores/node")),
              Double.NaN));
    }
    JsonNode samples = told.at("/soak/samples");
    if (samples.size() > 1) {
      soak(plots, samples);
    }
    return plots;
  }

  private static void soak(Map<String, String> plots, JsonNode samples) {
    plots.put(
        "Soak: memory, MiB",
        Plot.lines(
            "memory",
            "seconds",
            List.of(
                line("resident", samples, "seconds", "/rssMib"),
                line("heap after GC", samples, "seconds", "/heapMib")),
            Double.NaN));
    plots.put(
        "Soak: threads, and open files and sockets",
        Plot.lines(
            "threads and handles",
            "seconds",
            List.of(
                line("threads", samples, "seconds", "/threads"),
                line("handles", samples, "seconds", "/handles")),
            Double.NaN));
    plots.put(
        "Soak: tables",
        Plot.lines(
            "tables",
            "seconds",
            List.of(
                line("dead rows, %", samples, "seconds", "/deadPercent"),
                line("size, MiB", samples, "seconds", "/tablesMib")),
            Double.NaN));
    plots.put(
        "Soak: first words, p95, ms",
        Plot.lines(
            "first words",
            "seconds",
            List.of(line("p95", samples, "seconds", "/firstP95Ms")),
            Double.NaN));
  }

  private static Line line(String name, JsonNode rows, String x, String pointer) {
    List<double[]> points = new ArrayList<>();
    for (JsonNode row : rows) {
      JsonNode value = row.at(pointer);
      if (value.isNumber()) {
        points.add(new double[] {row.path(x).asDouble(), value.asDouble()});
      }
    }
    return new Line(name, points);
  }
}
