package dev.sparkle.cli.drill.promises;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.services.Pause;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A model that tells secrets in each answer: none reaches a learner, and the log has a line of each
 * such answer, with all ids by which an operator follows it, and without the secret.
 */
final class MaskedAnswers {

  /** What the model says; none of it is anybody's. */
  static final String SAYING =
      "Plants need light. Write to ottilie.wurzelbacher@school-of-roots.net or pay by"
          + " 4111 1111 1111 1111, the key is"
          + " sk-proj-Qm7vTz2LxW9cYb4NdR8sKfH3gJp6aVeU1oXi5tBwCyZrMnQk."
          + " They split water and store the energy as sugar [1].";

  private static final List<String> SECRETS =
      List.of(
          "ottilie.wurzelbacher@school-of-roots.net",
          "4111 1111 1111 1111",
          "sk-proj-Qm7vTz2LxW9cYb4NdR8sKfH3gJp6aVeU1oXi5tBwCyZrMnQk");

  private static final List<String> IDS =
      List.of("ext_request_id", "ext_trace_id", "ext_account", "ext_generation_id");

  private static final int ANSWERS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI node;
  private final Path log;
  private final Set<String> generations = new HashSet<>();

  /**
   * @param log the node's, JSON lines
   */
  MaskedAnswers(URI node, Path log) {
    this.node = node;
    this.log = log;
  }

  List<Promise> play() throws IOException {
    long masked = 0;
    String broken = "";
    SparkleClient guest = SparkleClient.asGuest(node);
    try (ChatConnection socket = guest.connect()) {
      for (int i = 0; i < ANSWERS; i++) {
        socket.send(new Question("Why do plants need light? Number " + (i + 1)));
        List<ChatEvent> events = socket.untilEnd(PATIENCE);
        String words =
            events.stream()
                .filter(ChatEvent.Delta.class::isInstance)
                .map(each -> ((ChatEvent.Delta) each).text())
                .collect(Collectors.joining());
        boolean told = SECRETS.stream().anyMatch(words::contains);
        boolean seen = events.stream().anyMatch(ChatEvent.Redacted.class::isInstance);
        boolean done = events.get(events.size() - 1) instanceof ChatEvent.Done;
        masked += !told && seen && done ? 1 : 0;
        broken = !told && seen && done ? broken : "one ended " + events.get(events.size() - 1);
        if (events.get(events.size() - 1) instanceof ChatEvent.OfGeneration end) {
          generations.add(end.at().generationId());
        }
      }
    }
    List<Promise> promises = new ArrayList<>();
    promises.add(
        new Promise("OUTPUT_VALIDATION", "answers with secrets, masked", masked, ANSWERS, broken));
    promises.addAll(log());
    return promises;
  }

  private List<Promise> log() throws IOException {
    Set<String> found = new HashSet<>();
    long leaks = 0;
    for (int look = 0; look < 50 && found.size() < generations.size(); look++) {
      Pause.of(Duration.ofMillis(100));
      found.clear();
      leaks = 0;
      for (String line : Files.readAllLines(log)) {
        String generation = complete(line);
        if (generations.contains(generation)) {
          found.add(generation);
        }
        leaks += SECRETS.stream().anyMatch(line::contains) ? 1 : 0;
      }
    }
    Set<String> missing = new HashSet<>(generations);
    missing.removeAll(found);
    return List.of(
        new Promise(
            "LOG_COMPLETENESS",
            "of them in the log, with request, trace, account and answer",
            found.size(),
            generations.size(),
            missing.isEmpty() ? "" : "not " + missing.iterator().next()),
        new Promise(
            "LOG_COMPLETENESS",
            "lines of the log without their secrets",
            leaks == 0 ? 1 : 0,
            1,
            leaks == 0 ? "" : leaks + " lines have one"));
  }

  /** The answer that a line is of, if it has all ids; else empty. */
  static String complete(String line) {
    if (!line.startsWith("{")) {
      return "";
    }
    try {
      JsonNode entry = new ObjectMapper().readTree(line);
      return IDS.stream().noneMatch(id -> entry.path(id).asText().isEmpty())
          ? entry.path("ext_generation_id").asText()
          : "";
    } catch (IOException half) {
      return "";
    }
  }
}
