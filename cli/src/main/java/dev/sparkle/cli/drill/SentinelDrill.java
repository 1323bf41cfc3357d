package dev.sparkle.cli.drill;

import dev.sparkle.cli.drill.Happening.Kind;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.RedisAddress;
import dev.sparkle.cli.services.RedisServer;
import dev.sparkle.cli.services.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** The primary of a Redis that Sentinels watch is killed, and comes back. */
@Command(
    name = "sentinel",
    description =
        "Redis' primary killed under three Sentinels: they name another, and nodes go to it.")
public final class SentinelDrill extends DrillRun {

  private static final String NAME = "sparkle";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofSeconds(8);
  private static final Duration SOON = Duration.ofSeconds(15);

  /** Redis' own default is 30 s. */
  private static final Duration AWAY_AFTER = Duration.ofSeconds(2);

  @Override
  protected List<String> expects() {
    return List.of(
        "the Sentinels name another primary, and /health says within 15 s that Redis is back",
        "meanwhile tasks are taken in, and answers speak and end well; the node stays ready",
        "the old primary comes back and follows; nothing changes for the node");
  }

  @Override
  protected void play(Stage stage) throws Exception {
    DrillInstallation installation = stage.installation();
    RedisServer first = installation.redis();
    String url = startSet(stage, first);
    LibertyNode node = installation.node("node-1");
    stage.nodes(Map.of(), true, List.of(node));
    stage.expect("the node uses Redis by its Sentinels", RedisDrill.isUp(node));
    stage.load(Duration.ofMillis(60), 4, task -> task.put("millis", 20));
    stage.goOn(STEP);

    Instant killed = stage.act("the primary is killed with -9");
    first.kill();
    boolean named = stage.await(PATIENCE, () -> port(url) != first.address().port());
    Instant other = stage.act("the Sentinels name another");
    boolean seen = stage.await(PATIENCE, () -> RedisDrill.isUp(node));
    Instant back = stage.act("/health says that Redis is back");
    boolean ready = node.health("/health/ready").up();
    stage.goOn(STEP);

    stage.act("the old primary is started again");
    installation.startRedis();
    boolean follows = stage.await(PATIENCE, first::follows);
    stage.goOn(STEP);
    boolean still = RedisDrill.isUp(node);
    stage.settle();

    stage.expect("the Sentinels name another primary", named);
    stage.expect("/health says so", seen);
    stage.expectWithin("within 15 s after the kill", SOON, Duration.between(killed, back));
    stage.expect("the node stays ready", ready);
    stage.expectWithin(
        "longest time without an acknowledged task",
        Duration.ofSeconds(3),
        stage.history().longestWithout(Kind.ACKNOWLEDGED, killed, back.plus(STEP)));
    stage.expectAnswers(killed, back.plus(STEP));
    stage.expect("the old primary follows when it is back", follows);
    stage.expect("Redis is still up for the node then", still);
    stage.recovered("until the Sentinels named another", Duration.between(killed, other));
    stage.recovered("until /health said that Redis is back", Duration.between(killed, back));
  }

  /** Two servers that follow, and three Sentinels; returns the URL for the nodes. */
  private static String startSet(Stage stage, RedisServer first) {
    stage.say("starting two replicas and three Sentinels");
    Path folder = stage.installation().folder();
    List<RedisServer> others = new ArrayList<>();
    for (int each = 1; each <= 2; each++) {
      others.add(first.replica(folder.resolve("redis-replica-" + each), LowPorts.free()));
    }
    others.forEach(each -> each.start(PATIENCE, Progress.SILENT));
    stage.expect("both replicas have all", stage.await(PATIENCE, () -> first.followers() == 2));
    List<RedisServer> sentinels = new ArrayList<>();
    for (int each = 1; each <= 3; each++) {
      RedisServer sentinel =
          first.sentinel(folder.resolve("sentinel-" + each), LowPorts.free(), NAME, 2, AWAY_AFTER);
      sentinel.start(PATIENCE, Progress.SILENT);
      sentinels.add(sentinel);
    }
    String password = first.address().password();
    String url =
        "redis-sentinel://:%s@%s/0?primary=%s&sentinel-password=%s"
            .formatted(
                password,
                sentinels.stream()
                    .map(each -> each.address().place())
                    .collect(Collectors.joining(",")),
                NAME,
                password);
    others.addAll(sentinels);
    stage.installation().watchedBy(others, url);
    return url;
  }

  private static int port(String url) {
    try {
      return RedisAddress.find(url).port();
    } catch (Trouble nobodyKnows) {
      return -1;
    }
  }
}
