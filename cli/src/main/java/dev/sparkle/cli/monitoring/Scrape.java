package dev.sparkle.cli.monitoring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a node shows at /metrics at one moment. */
public final class Scrape {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Map<String, Double> series;

  private Scrape(Map<String, Double> series) {
    this.series = series;
  }

  /**
   * Asks a node.
   *
   * @return empty if it does not show its metrics at this address
   */
  public static Optional<Scrape> of(URI node) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(node.resolve("/metrics")).timeout(PATIENCE).build(),
              BodyHandlers.ofString());
      return answer.statusCode() == 200 && answer.body().contains("# TYPE")
          ? Optional.of(parse(answer.body()))
          : Optional.empty();
    } catch (IOException silent) {
      return Optional.empty();
    }
  }

  /** Reads Prometheus' text format; lines that are none are left out. */
  public static Scrape parse(String text) {
    Map<String, Double> series = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      int space = line.lastIndexOf(' ');
      if (!line.startsWith("#") && space > 0) {
        try {
          series.put(line.substring(0, space).strip(), Double.parseDouble(line.substring(space)));
        } catch (NumberFormatException noFigure) {
          // not a sample
        }
      }
    }
    return new Scrape(series);
  }

  /**
   * The sum over all series of this name whose labels hold all of these, as {@code layer="input"}.
   */
  public double sum(String name, String... labels) {
    return series.entrySet().stream()
        .filter(each -> name(each.getKey()).equals(name) && hasAll(each.getKey(), labels))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** Whether there is a series of this name. */
  public boolean has(String name) {
    return series.keySet().stream().anyMatch(each -> name(each).equals(name));
  }

  /** All names. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    series.keySet().forEach(each -> names.add(name(each)));
    return names;
  }

  private static boolean hasAll(String series, String... labels) {
    for (String label : labels) {
      if (!series.contains(label)) {
        return false;
      }
    }
    return true;
  }

  private static String name(String series) {
    int brace = series.indexOf('{');
    return brace < 0 ? series : series.substring(0, brace);
  }
}
