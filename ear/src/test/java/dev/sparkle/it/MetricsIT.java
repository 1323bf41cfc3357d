package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.NodeSettings;
import dev.sparkle.cli.services.PostgresCluster;
import dev.sparkle.cli.services.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a node shows at /metrics is what docs/metrics.md lists, and it shows it whatever is away.
 */
class MetricsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Far below Prometheus' usual ten seconds, far above what a busy machine takes. */
  private static final Duration SCRAPE = Duration.ofSeconds(3);

  private static final Pattern SAMPLE = Pattern.compile("(\\w+)\\{(.*?),?} (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern ROW =
      Pattern.compile(
          "\\| `(\\w+)` \\| (gauge|counter|timer|distribution) \\| [^|]+ \\|([^|]*)\\|.*");
  private static final Set<String> OF_THE_FORM = Set.of("mp_scope", "le", "quantile");

  @Test
  void showsWhatTheListNamesAndStillDoesWithoutDatabaseAndRedis() throws IOException {
    PostgresCluster postgres = Lab.stoppedPostgres();
    postgres.start(PATIENCE, words -> {});
    RedisServer redis = Lab.ownRedis();
    LibertyNode node =
        Lab.started(
            "metrics",
            new NodeSettings(
                postgres.address(), redis.url(), Lab.keys(), "development", Lab.fakeModel()));
    node.awaitReady(PATIENCE, words -> {});
    try (ChatConnection socket = Lab.guest(node).connect()) {
      socket.send(new Question("Why do plants need light?"));
      socket.await(ChatEvent.Done.class, PATIENCE);
    }
    Await.until(PATIENCE, () -> shown(scrape(node)), all -> all.containsKey("task_queue_depth"));

    assertEquals(listed(), shown(scrape(node)));
    assertEquals("1.0", value(node, "database_up"));

    postgres.kill();
    redis.kill();
    Await.until(
        PATIENCE,
        () -> value(node, "database_up") + value(node, "redis_circuit_state"),
        "0.01.0"::equals);
    long start = System.nanoTime();
    String text = scrape(node);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertEquals(listed(), shown(text));
    assertTrue(took.compareTo(SCRAPE) < 0, "a scrape took " + took);
    postgres.delete();
    redis.delete();
    node.stop(PATIENCE);
  }

  private static String scrape(LibertyNode node) {
    return Http.get(node, "/metrics").body();
  }

  private static String value(LibertyNode node, String name) {
    return samples(scrape(node))
        .filter(sample -> sample.group(1).equals(name))
        .map(sample -> sample.group(3))
        .findFirst()
        .orElse("");
  }

  private static Stream<Matcher> samples(String text) {
    return text.lines().map(SAMPLE::matcher).filter(Matcher::matches);
  }

  /** Sparkle's own metrics with their labels; the parts of histograms are one metric. */
  private static Map<String, Set<String>> shown(String text) {
    Map<String, Set<String>> shown = new TreeMap<>();
    Set<String> timed =
        samples(text)
            .map(sample -> sample.group(1))
            .filter(name -> name.endsWith("_count"))
            .map(name -> name.replaceFirst("_count$", ""))
            .collect(Collectors.toSet());
    samples(text)
        .filter(sample -> sample.group(2).contains("mp_scope=\"application\""))
        .forEach(
            sample -> {
              String base = sample.group(1).replaceFirst("_(bucket|count|sum|max)$", "");
              String name = timed.contains(base) ? base : sample.group(1);
              Set<String> labels = shown.computeIfAbsent(name, n -> new TreeSet<>());
              LABEL.matcher(sample.group(2)).results().map(l -> l.group(1)).forEach(labels::add);
              labels.removeAll(OF_THE_FORM);
            });
    return shown;
  }

  private static Map<String, Set<String>> listed() throws IOException {
    Path list = Path.of(System.getProperty("sparkle.root"), "docs/metrics.md");
    Map<String, Set<String>> listed = new TreeMap<>();
    for (String line : Files.readAllLines(list)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        Set<String> labels = new TreeSet<>();
        Pattern.compile("`(\\w+)`")
            .matcher(row.group(3))
            .results()
            .forEach(label -> labels.add(label.group(1)));
        listed.put(row.group(1), labels);
      }
    }
    return listed;
  }
}
