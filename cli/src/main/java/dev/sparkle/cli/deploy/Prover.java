package dev.sparkle.cli.deploy;

import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Material;
import dev.sparkle.cli.client.OperatorToken;
import dev.sparkle.cli.client.ProtocolException;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.ServerUnreachable;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.client.TrialLearner;
import dev.sparkle.cli.client.Upload;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Health;
import dev.sparkle.cli.services.Pause;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.terminal.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Tries a new node before any learner comes to it: health, sign-in, an answer, and a task. It asks
 * as a {@link TrialLearner} of its own and hands in a material of a line, which is removed again.
 */
final class Prover {

  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Duration TASK = Duration.ofSeconds(60);

  private final Path keys;

  Prover(Path keys) {
    this.keys = keys;
  }

  private interface Trial<T> {
    T run() throws IOException;
  }

  /**
   * A sentence for the node.
   *
   * @throws Trouble at the first trial that fails; it says which
   */
  String prove(NodeRecord record, Home home) {
    long begun = System.nanoTime();
    trial(
        record,
        "health",
        () -> {
          Health health = record.node(home).health("/health");
          if (!health.up()) {
            throw new IllegalStateException("down: " + health.unwell());
          }
          return health;
        });
    if (record.works()) {
      trial(record, "worker", () -> worker(record));
    }
    if (record.serves()) {
      serves(record);
    }
    return record.name()
        + ": health"
        + (record.works() ? ", worker" : "")
        + (record.serves() ? ", sign-in, an answer, a task" : "")
        + " in "
        + Figures.took(Duration.ofNanos(System.nanoTime() - begun));
  }

  private void serves(NodeRecord record) {
    try (TrialLearner learner =
        trial(
            record,
            "sign-in",
            () -> TrialLearner.at(record.ports().address(), Optional.of(keys)))) {
      trial(record, "sign-in", () -> learner.client().call("GET", "account", null));
      trial(record, "answer", () -> ask(learner.client()));
    }
    trial(record, "task", () -> task(record));
  }

  private static <T> T trial(NodeRecord record, String name, Trial<T> trial) {
    try {
      return trial.run();
    } catch (Trouble known) {
      throw new Trouble(known.exitCode(), words(record, name, known), known.remedy(), known);
    } catch (IOException
        | ApiProblem
        | ServerUnreachable
        | ProtocolException
        | IllegalStateException failed) {
      throw new Trouble(
          ExitCode.DEGRADED,
          words(record, name, failed),
          "See ./sparkle logs --node " + record.name() + ".",
          failed);
    }
  }

  private static String words(NodeRecord record, String name, Exception failed) {
    return "the trial \"" + name + "\" of " + record.name() + " failed: " + failed.getMessage();
  }

  private static double worker(NodeRecord record) {
    double up =
        NodeMetrics.of(record.ports().address())
            .map(metrics -> metrics.sum("worker_up", labels -> true))
            .orElse(0.0);
    if (up != 1) {
      throw new IllegalStateException("it does not work on tasks");
    }
    return up;
  }

  private static ChatEvent ask(SparkleClient learner) {
    try (ChatConnection socket = learner.connect()) {
      socket.send(new Question("Why do plants need light?"));
      List<ChatEvent> events = socket.untilEnd(ANSWER);
      ChatEvent end = events.get(events.size() - 1);
      if (!(end instanceof ChatEvent.Done)) {
        throw new IllegalStateException("the answer ended as " + end);
      }
      return end;
    }
  }

  private Material task(NodeRecord record) throws IOException {
    String token =
        OperatorToken.lookup()
            .mint(keys)
            .orElseThrow(() -> new IllegalStateException("the signing keys cannot be read"));
    SparkleClient operator = SparkleClient.withToken(record.ports().address(), token);
    Path file = Files.createTempFile("sparkle-trial", ".md");
    try {
      Files.writeString(
          file, "# A trial\n\nA deployment wrote this line: " + UUID.randomUUID() + "\n");
      String id = operator.upload(new Upload(file, "A deployment's trial", null, null)).id();
      Material material = operator.material(id);
      long end = System.nanoTime() + TASK.toNanos();
      while (!material.settled() && System.nanoTime() < end) {
        Pause.of(Duration.ofMillis(200));
        material = operator.material(id);
      }
      String status = material.status();
      operator.call("DELETE", "materials/" + id, null);
      if (!status.equals("ready")) {
        throw new IllegalStateException("a material became " + status);
      }
      return material;
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
