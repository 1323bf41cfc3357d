package dev.sparkle.cli.bench;

import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.services.LibertyNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** One node that is asked, and what it and its client say of the time. */
final class ChainTrial implements AutoCloseable {

  /** Median and 99th percentile. */
  record Quantiles(double p50Ms, double p99Ms) {

    static final Quantiles NONE = new Quantiles(Double.NaN, Double.NaN);

    @Override
    public String toString() {
      return Double.isNaN(p50Ms) ? "–" : String.format(Locale.ROOT, "%.2f / %.2f", p50Ms, p99Ms);
    }
  }

  /** What was measured at one node. */
  record Figures(
      String layers,
      int questions,
      Quantiles wayIn,
      Quantiles input,
      Quantiles quota,
      Quantiles script,
      Quantiles row,
      Quantiles rowHeld,
      Quantiles output,
      Quantiles held,
      Quantiles firstWords) {}

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String name;
  private final LibertyNode node;
  private final List<String> questions;
  private final ChatConnection socket;
  private final List<Double> firstWordsMs = new ArrayList<>();

  ChainTrial(String name, LibertyNode node, List<String> questions) {
    this.name = name;
    this.node = node;
    this.questions = questions;
    this.socket = BenchInstallation.guest(node).connect();
  }

  /** Asks one question, in a conversation of its own, and waits for the end. */
  void ask(int number) {
    long start = System.nanoTime();
    socket.send(new Question(questions.get(number % questions.size())));
    boolean spoke = false;
    while (true) {
      ChatEvent event =
          socket
              .next(PATIENCE)
              .orElseThrow(() -> new IllegalStateException(name + " does not answer"));
      if (event instanceof ChatEvent.Delta && !spoke) {
        spoke = true;
        firstWordsMs.add((System.nanoTime() - start) / 1e6);
      }
      if (event instanceof ChatEvent.Terminal) {
        if (!(event instanceof ChatEvent.Done)) {
          throw new IllegalStateException(name + " ended a question otherwise than done: " + event);
        }
        return;
      }
    }
  }

  Figures figures() throws IOException, InterruptedException {
    HttpResponse<String> metrics =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(node.ports().address().resolve("/metrics")).build(),
                HttpResponse.BodyHandlers.ofString());
    List<String> lines = metrics.body().lines().toList();
    return new Figures(
        name,
        firstWordsMs.size(),
        quantiles(lines, "safety_chain_duration_seconds", ""),
        quantiles(lines, "safety_layer_duration_seconds", "layer=\"input\""),
        quantiles(lines, "safety_layer_duration_seconds", "layer=\"quota\""),
        quantiles(lines, "quota_script_seconds", ""),
        quantiles(lines, "quota_row_seconds", ""),
        quantiles(lines, "quota_first_words_held_seconds", ""),
        quantiles(lines, "safety_layer_duration_seconds", "layer=\"output\""),
        quantiles(lines, "safety_first_words_held_seconds", ""),
        own());
  }

  private static Quantiles quantiles(List<String> lines, String metric, String label) {
    return new Quantiles(millis(lines, metric, label, "0.5"), millis(lines, metric, label, "0.99"));
  }

  private static double millis(List<String> lines, String metric, String label, String quantile) {
    return lines.stream()
        .filter(line -> line.startsWith(metric + "{"))
        .filter(line -> line.contains(label) && line.contains("quantile=\"" + quantile + "\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)) * 1e3)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Of the later two thirds: the first ones pay for what is compiled. */
  private Quantiles own() {
    List<Double> late =
        new ArrayList<>(firstWordsMs.subList(firstWordsMs.size() / 3, firstWordsMs.size()));
    if (late.isEmpty()) {
      return Quantiles.NONE;
    }
    Collections.sort(late);
    return new Quantiles(late.get(late.size() / 2), late.get((int) (late.size() * 0.99)));
  }

  @Override
  public void close() {
    socket.close();
  }
}
