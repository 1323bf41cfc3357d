package dev.sparkle.cli.drill;

import dev.sparkle.cli.drill.Happening.Kind;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.ServiceAccount;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** The disk of the log is full. Needs root: the log's folder is a small disk of its own. */
@Command(
    name = "disk",
    description =
        "The disk of the log full: service goes on, and so does the log afterwards. Needs root.")
public final class DiskDrill extends DrillRun {

  private static final Duration STEP = Duration.ofSeconds(8);
  private static final Duration FULL = Duration.ofSeconds(20);

  @Override
  protected List<String> expects() {
    return List.of(
        "while nothing can be written to the log, tasks and answers go on and the node stays ready",
        "when there is room again, the log goes on within 10 s");
  }

  @Override
  protected void requireMachine() {
    if (!ServiceAccount.isRoot()) {
      throw new Trouble(
          ExitCode.MACHINE,
          "the drill disk needs root: it mounts a small disk for the log.",
          "Run it as root, or leave it out.");
    }
  }

  @Override
  protected void play(Stage stage) throws Exception {
    LibertyNode node = stage.installation().node("node-1");
    try (SmallDisk disk = SmallDisk.at(node.messages().getParent(), "8m")) {
      stage.nodes(Map.of(), true, List.of(node));
      // each task fails once, and the log says so
      stage.load(Duration.ofMillis(80), 3, task -> task.put("millis", 10).put("failures", 1));
      stage.goOn(STEP);
      Instant full = stage.act("the disk of the log is full");
      disk.fill();
      long size = Files.size(node.messages());
      stage.goOn(FULL);
      boolean ready = node.health("/health/ready").up();
      long written = Files.size(node.messages()) - size;
      disk.free();
      Instant freed = stage.act("there is room again");
      long stood = Files.size(node.messages());
      boolean goesOn = stage.await(Duration.ofSeconds(30), () -> size(node.messages()) > stood);
      Duration until = Duration.between(freed, Instant.now());
      stage.goOn(STEP);
      stage.settle();
      judge(stage, full, freed, ready, written);
      stage.expect("the log goes on within 10 s", goesOn && until.toSeconds() < 10);
      stage.recovered("until the log was written again", until);
      node.stop(Duration.ofSeconds(10)); // before its disk goes
    }
  }

  private static void judge(Stage stage, Instant full, Instant freed, boolean ready, long written) {
    stage.expect(
        "nothing, or little, could be written meanwhile",
        written < 8192,
        Math.max(0, written) + " bytes");
    stage.expect("the node stays ready", ready);
    stage.expectWithin(
        "longest time without an acknowledged task",
        Duration.ofSeconds(3),
        stage.history().longestWithout(Kind.ACKNOWLEDGED, full, freed));
    stage.expectAnswers(full, freed);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }
}
