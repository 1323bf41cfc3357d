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
import java.util.UUID;

/**
 * Tries a new node before any learner comes to it: health, sign-in, an answer, and a task. It asks
 * as a guest of its own and hands in a material of a line, which is removed again.
 */
final class Prover {

  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Duration TASK = Duration.ofSeconds(60);

  private final Path keys;

  Prover(Path keys) {
    this.keys = keys;
  }

  private interface Trial {
    void run() throws IOException;
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
        });
    if (record.works()) {
      trial(record, "worker", () -> worker(record));
    }
    if (record.serves()) {
      SparkleClient[] guest = new SparkleClient[1];
      trial(
          record,
          "sign-in",
          () -> {
            guest[0] = SparkleClient.asGuest(record.ports().address());
            guest[0].call("GET", "account", null);
          });
      trial(record, "answer", () -> ask(guest[0]));
      trial(record, "task", () -> task(record));
    }
    return record.name()
        + ": health"
        + (record.works() ? ", worker" : "")
        + (record.serves() ? ", sign-in, an answer, a task" : "")
        + " in "
        + Figures.took(Duration.ofNanos(System.nanoTime() - begun));
  }

  private static void trial(NodeRecord record, String name, Trial trial) {
    try {
      trial.run();
    } catch (IOException
        | ApiProblem
        | ServerUnreachable
        | ProtocolException
        | IllegalStateException failed) {
      throw new Trouble(
          ExitCode.DEGRADED,
          "the trial \"" + name + "\" of " + record.name() + " failed: " + failed.getMessage(),
          "See ./sparkle logs --node " + record.name() + ".",
          failed);
    }
  }

  private static void worker(NodeRecord record) {
    double up =
        NodeMetrics.of(record.ports().address())
            .map(metrics -> metrics.sum("worker_up", labels -> true))
            .orElse(0.0);
    if (up != 1) {
      throw new IllegalStateException("it does not work on tasks");
    }
  }

  private static void ask(SparkleClient guest) {
    try (ChatConnection socket = guest.connect()) {
      socket.send(new Question("Why do plants need light?"));
      List<ChatEvent> events = socket.untilEnd(ANSWER);
      ChatEvent end = events.get(events.size() - 1);
      if (!(end instanceof ChatEvent.Done)) {
        throw new IllegalStateException("the answer ended as " + end);
      }
    }
  }

  private void task(NodeRecord record) throws IOException {
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
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
