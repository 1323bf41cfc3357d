package dev.sparkle.cli.deploy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a node counts of itself, read from its {@code /metrics}. */
final class NodeMetrics {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Pattern LINE = Pattern.compile("^(\\w+)(?:\\{(.*)})? ([^ ]+)(?: \\d+)?$");
  private static final Pattern BOUND = Pattern.compile("le=\"([^\"]+)\"");

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

  private final String text;

  NodeMetrics(String text) {
    this.text = text;
  }

  /** That of a node; empty if it does not tell. */
  static Optional<NodeMetrics> of(URI node) {
    try {
      var answer =
          HTTP.send(
              HttpRequest.newBuilder(node.resolve("/metrics")).timeout(PATIENCE).build(),
              BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? Optional.of(new NodeMetrics(answer.body()))
          : Optional.empty();
    } catch (IOException silent) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The sum of a metric over all labels that fit; 0 if there is none. */
  double sum(String name, Predicate<String> labels) {
    return text.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .filter(each -> each.group(1).equals(name))
        .filter(each -> labels.test(each.group(2) == null ? "" : each.group(2)))
        .mapToDouble(each -> Double.parseDouble(each.group(3)))
        .filter(Double::isFinite)
        .sum();
  }

  /** What belongs into {@link Counts}, without what HAProxy counts. */
  Counts counts() {
    Predicate<String> all = labels -> true;
    Predicate<String> failed = labels -> labels.contains("outcome=\"failed\"");
    Predicate<String> learners =
        labels -> !labels.contains("http_route=\"/health") && !labels.contains("\"/metrics");
    return new Counts(
        0,
        0,
        (long) sum("chat_answers_total", all),
        (long) sum("chat_answers_total", failed),
        (long) sum("http_server_request_duration_seconds_count", learners),
        sum("http_server_request_duration_seconds_sum", learners),
        buckets("chat_first_words_seconds_bucket"));
  }

  private TreeMap<Double, Long> buckets(String name) {
    TreeMap<Double, Long> found = new TreeMap<>();
    text.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .filter(each -> each.group(1).equals(name) && each.group(2) != null)
        .forEach(
            each -> {
              Matcher bound = BOUND.matcher(each.group(2));
              if (bound.find()) {
                double most =
                    bound.group(1).equals("+Inf")
                        ? Double.POSITIVE_INFINITY
                        : Double.parseDouble(bound.group(1));
                found.merge(most, (long) Double.parseDouble(each.group(3)), Long::sum);
              }
            });
    return found;
  }

  /** The labels and values of a metric, for those who look closer. */
  Map<String, Double> all(String name) {
    Map<String, Double> found = new TreeMap<>();
    text.lines()
        .map(LINE::matcher)
        .filter(each -> each.matches() && each.group(1).equals(name))
        .forEach(each -> found.put(String.valueOf(each.group(2)), Double.valueOf(each.group(3))));
    return found;
  }
}
