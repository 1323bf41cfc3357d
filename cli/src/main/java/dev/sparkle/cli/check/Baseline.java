package dev.sparkle.cli.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.monitoring.PrometheusApi;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The main figures of a good time.
 *
 * @param at ISO 8601
 * @param window over which they were taken
 * @param figures by the names of {@link MainFigure}
 */
record Baseline(String at, String window, Map<String, Double> figures) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Where it is kept, from one check to the next. */
  static Path file(Home home) {
    return home.folder().resolve("baseline.json");
  }

  static Baseline take(PrometheusApi prometheus, String window, String at) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (MainFigure each : MainFigure.all()) {
      each.ask(prometheus, window).ifPresent(value -> figures.put(each.name(), value));
    }
    return new Baseline(at, window, figures);
  }

  static Optional<Baseline> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), Baseline.class));
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + file, e);
    }
  }

  void write(Path file) {
    try {
      Files.writeString(file, JSON.writeValueAsString(this) + "\n");
    } catch (IOException e) {
      throw Trouble.withFile("cannot write " + file, e);
    }
  }
}
