package dev.sparkle.cli.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Material;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.client.TrialLearner;
import dev.sparkle.cli.client.Upload;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.monitoring.Scrape;
import dev.sparkle.cli.services.Pause;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.validate.SparkleRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./sparkle check hour1}. */
@Command(
    name = "hour1",
    mixinStandardHelpOptions = true,
    description = {
      "The first hour: every part is well, a question is answered, a task goes through, no task is"
          + " dead, metrics rise and reach Prometheus, no critical alert fires."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all is well", "1:not all is", "3:Sparkle does not run here"})
final class Hour1Command implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String LOGS = "./sparkle logs --errors";
  private static final String QUEUES = "./sparkle tasks queues; docs/runbooks/QueueBacklog.md";

  @Spec private CommandSpec spec;
  @Mixin private CheckOptions options;

  @Override
  public Integer call() throws Exception {
    Home home = Home.here();
    List<NodeRecord> nodes = CheckOptions.nodes(home);
    List<Finding> findings = new ArrayList<>();
    findings.add(status(home));
    for (NodeRecord node : nodes) {
      findings.addAll(node(node, home.keys()));
    }
    findings.addAll(Alerts.now(options.prometheus(), nodes.size()));
    CheckReport report = new CheckReport("hour1", Instant.now().toString(), findings);
    report.print(spec.commandLine().getOut(), options.json());
    return report.exitCode();
  }

  private static Finding status(Home home) throws IOException, InterruptedException {
    Path told = Files.createTempFile("sparkle-status", ".json");
    Path words = Files.createTempFile("sparkle-status", ".err");
    try {
      SparkleRun.run(
          home.root(), List.of("status", "--json"), told, words, PATIENCE, Progress.SILENT);
      JsonNode status = status(Files.readString(told));
      String state = status.path("state").asText("unknown");
      return Finding.judged(
          "services",
          state.equals("ok"),
          state + ", " + status.path("nodes").size() + " nodes",
          "./sparkle status");
    } finally {
      Files.delete(told);
      Files.delete(words);
    }
  }

  /** A command that was cut off told nothing. */
  private static JsonNode status(String told) {
    try {
      return new ObjectMapper().readTree(told);
    } catch (JsonProcessingException half) {
      return MissingNode.getInstance();
    }
  }

  private static List<Finding> node(NodeRecord node, Path keys) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    String name = node.name() + ": ";
    Optional<Scrape> before = Scrape.of(node.ports().address());
    if (node.serves()) {
      findings.addAll(learner(name, node.ports().address(), keys));
    }
    Optional<Scrape> after = Scrape.of(node.ports().address());
    boolean flows =
        before.isPresent()
            && after.isPresent()
            && after.get().sum("jvm_uptime_seconds") >= before.get().sum("jvm_uptime_seconds")
            && (!node.serves()
                || after.get().sum("chat_answers_total") > before.get().sum("chat_answers_total"));
    findings.add(
        Finding.judged(
            name + "metrics rise",
            flows,
            flows ? "they do" : "they do not, or /metrics does not answer",
            "./sparkle logs --errors --node " + node.name()));
    after.ifPresent(page -> findings.add(dead(name, page)));
    return findings;
  }

  private static Finding dead(String name, Scrape page) {
    double dead = page.sum("task_queue_depth", "state=\"dead\"");
    return Finding.judged(
        name + "dead tasks",
        dead,
        "",
        dead == 0,
        Figure.words(dead, ""),
        "./sparkle tasks list --state dead; docs/runbooks/DeadLetters.md");
  }

  /** What a learner of a node finds. */
  static List<Finding> learner(String name, URI node, Path keys) {
    return Look.orElse(
        () -> {
          try (TrialLearner learner = TrialLearner.at(node, Optional.of(keys))) {
            return List.of(
                Look.at(
                    name + "a question is answered", LOGS, () -> question(name, learner.client())),
                Look.at(name + "a task goes through", QUEUES, () -> task(name, learner.client())));
          }
        },
        words -> List.of(Finding.judged(name + "a learner comes in", false, words, LOGS)));
  }

  private static Finding question(String name, SparkleClient learner) {
    try (ChatConnection socket = learner.connect()) {
      long began = System.nanoTime();
      socket.send(new Question("Why do plants need light?"));
      List<ChatEvent> events = socket.untilEnd(PATIENCE);
      boolean done = events.get(events.size() - 1) instanceof ChatEvent.Done;
      double seconds = (System.nanoTime() - began) / 1e9;
      return Finding.judged(
          name + "a question is answered",
          seconds,
          "s",
          done,
          done
              ? "after " + Figure.words(seconds, "s")
              : "ended with " + events.get(events.size() - 1),
          LOGS);
    }
  }

  private static Finding task(String name, SparkleClient learner) throws IOException {
    Path page = Files.createTempFile("sparkle-check", ".md");
    try {
      Files.writeString(page, "# Moss\n\nMoss holds water like a sponge.\n");
      long began = System.nanoTime();
      Material material = learner.upload(new Upload(page, "Moss", null, "me"));
      while (!material.settled() && System.nanoTime() - began < PATIENCE.toNanos()) {
        Pause.of(Duration.ofMillis(200));
        material = learner.material(material.id());
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      boolean ready = material.status().equals("ready");
      learner.call("DELETE", "materials/" + material.id(), null);
      return Finding.judged(
          name + "a task goes through",
          seconds,
          "s",
          ready,
          ready ? "after " + Figure.words(seconds, "s") : "the page is " + material.status(),
          QUEUES);
    } finally {
      Files.delete(page);
    }
  }
}
