package dev.sparkle.cli.drill;

import dev.sparkle.cli.drill.Happening.Kind;
import dev.sparkle.cli.services.Health;
import dev.sparkle.cli.services.LibertyNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Redis is killed, and comes back a while later. */
@Command(
    name = "redis",
    description =
        "Redis lost and back: tasks and answers go on without it, and it is taken up again.")
public final class RedisDrill extends DrillRun {

  private static final Duration STEP = Duration.ofSeconds(8);
  private static final Duration AWAY = Duration.ofSeconds(15);

  @Override
  protected List<String> expects() {
    return List.of(
        "while Redis is away, tasks are taken in and answers speak and end well",
        "the node stays ready, and /health says that Redis is away",
        "when it is back, /health says so within 5 s");
  }

  @Override
  protected void play(Stage stage) throws Exception {
    LibertyNode node = stage.installation().node("node-1");
    stage.nodes(Map.of(), true, List.of(node));
    stage.load(Duration.ofMillis(60), 4, task -> task.put("millis", 20));
    stage.goOn(STEP);
    Instant lost = stage.act("Redis is killed with -9");
    stage.installation().redis().kill();
    boolean told = stage.await(Duration.ofSeconds(10), () -> !isUp(node));
    stage.goOn(AWAY);
    boolean ready = node.health("/health/ready").up();
    stage.installation().startRedis();
    Instant back = stage.act("Redis is back");
    boolean seen = stage.await(Duration.ofSeconds(30), () -> isUp(node));
    Duration recovered = Duration.between(back, Instant.now());
    stage.goOn(STEP);
    stage.settle();

    History history = stage.history();
    stage.expect("/health says that Redis is away", told, told ? "degraded" : "up");
    stage.expect("the node stays ready", ready, ready ? "ready" : "not ready");
    stage.expectWithin(
        "longest time without an acknowledged task",
        Duration.ofSeconds(3),
        history.longestWithout(Kind.ACKNOWLEDGED, lost, back));
    stage.expectAnswers(lost, back);
    stage.expect("Redis is seen again within 5 s", seen && recovered.toSeconds() < 5);
    stage.recovered("until /health said that Redis is back", recovered);
  }

  /** Whether the node says that Redis answers. */
  static boolean isUp(LibertyNode node) {
    return node.health("/health").checks().stream()
        .filter(check -> check.name().equals("redis"))
        .map(Health.Check::data)
        .anyMatch(data -> data.getOrDefault("state", "").equals("up"));
  }
}
