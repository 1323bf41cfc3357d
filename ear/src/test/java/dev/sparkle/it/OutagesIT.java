package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.SignIn;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.fakellm.FakeBehaviour;
import dev.sparkle.cli.fakellm.FakeBehaviour.Faults;
import dev.sparkle.cli.fakellm.FakeBehaviour.Pace;
import dev.sparkle.cli.fakellm.FakeBehaviour.Speech;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.Health;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.NodeSettings;
import dev.sparkle.cli.services.PostgresCluster;
import dev.sparkle.cli.services.RedisServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/**
 * Parts go away while learners wait: what goes on, what fails, and that it comes back by itself.
 */
class OutagesIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration SOON = Duration.ofSeconds(5);

  private LibertyNode own;

  @BeforeEach
  void talkSlowly() {
    Lab.fakeLlm()
        .behave(
            new FakeBehaviour(
                new Pace(20, 0),
                Faults.NONE,
                new Speech(Speech.DEFAULT.answer(), 100, true, Speech.DEFAULT.finishReason()),
                FakeBehaviour.HEALTHY.apiKey()));
  }

  @AfterEach
  void talkAsUsual() {
    Lab.fakeLlm().behave(FakeBehaviour.HEALTHY);
    own.stop(PATIENCE);
  }

  @Test
  void answersGoOnWithoutRedisAndHealthSaysSinceWhen() {
    RedisServer redis = Lab.ownRedis();
    LibertyNode node = ready("without-redis", Lab.database(), redis.url());
    String token = new SignIn(node.ports().address(), Clock.systemUTC()).guest().accessToken();
    SparkleClient learner = SparkleClient.withToken(node.ports().address(), token);
    String log;
    try (ChatConnection socket = learner.connect();
        ChatConnection second = learner.connect();
        ChatConnection elsewhere =
            SparkleClient.withToken(Lab.node().ports().address(), token).connect()) {
      socket.send(new Question("Why do plants need light?"));
      String generation = socket.await(ChatEvent.Delta.class, PATIENCE).at().generationId();
      String logged = "sparkle:{gen:%s}:log".formatted(generation);
      Await.until(SOON, () -> isThere(redis, logged), there -> there);
      log = logged;
      Instant killed = Instant.now();
      redis.kill();
      second.resume(generation, 0);
      assertTrue(second.await(ChatEvent.Resumed.class, SOON).recovered(), "from memory");
      elsewhere.resume(generation, 0);
      assertFalse(elsewhere.await(ChatEvent.Resumed.class, SOON).recovered(), "no log, no half");

      Health.Check away =
          Await.until(SOON, () -> redisOf(node), seen -> state(seen).equals("degraded"));
      List<ChatEvent> rest = socket.untilEnd(PATIENCE);

      assertInstanceOf(ChatEvent.Done.class, rest.get(rest.size() - 1));
      second.await(ChatEvent.Done.class, PATIENCE);
      assertTrue(node.health("/health").up());
      assertTrue(node.health("/health/ready").up());
      Instant since = Instant.parse(away.data().get("since"));
      assertFalse(since.isBefore(killed) || since.isAfter(Instant.now()), away.toString());
      assertEquals(since, Instant.parse(redisOf(node).data().get("since")), "it is since then");
    }

    redis.start(PATIENCE, words -> {});
    Await.until(SOON, () -> redisOf(node), seen -> state(seen).equals("up"));
    // a log is whole or not there, also when the append-only file brought half of it back
    Await.until(SOON, () -> isThere(redis, log), there -> !there);
  }

  private static boolean isThere(RedisServer redis, String key) {
    try (RedisClient client = RedisClient.create(redis.url())) {
      return client.exists(key);
    }
  }

  @Test
  @Tag("long")
  void startsWithoutItsDatabaseAndIsReadyWhenItComes() {
    PostgresCluster postgres = Lab.stoppedPostgres();
    LibertyNode node =
        Lab.started("without-database", settings(postgres.address(), Lab.redis().url()));
    own = node;
    until(() -> node.health("/health/ready").reached());
    Health before = node.health("/health/ready");
    assertFalse(before.up());
    for (String part : List.of("migrations", "database")) {
      assertTrue(before.unwell().contains(part), before.unwell());
      assertTrue(check(before, part).data().get("problem").contains("refused"), before.toString());
    }
    assertTrue(node.health("/health/live").up(), "it need not be started again");
    assertEquals(503, guest(node));

    postgres.start(PATIENCE, words -> {});

    node.awaitReady(PATIENCE, words -> {});
    assertFalse(check(node.health("/health"), "migrations").data().get("version").isBlank());
    assertEquals(200, guest(node));
  }

  @Test
  void anotherNodeEndsTheAnswersOfADeadOneWithinFiveSeconds() {
    LibertyNode survivor = Lab.node();
    LibertyNode doomed = ready("doomed", Lab.database(), Lab.redis().url());
    URI dead = doomed.ports().address();
    String token = new SignIn(dead, Clock.systemUTC()).guest().accessToken();
    SparkleClient elsewhere = SparkleClient.withToken(survivor.ports().address(), token);
    String conversation;
    long killed;
    try (ChatConnection socket = SparkleClient.withToken(dead, token).connect();
        ChatConnection follower = elsewhere.connect()) {
      socket.send(new Question("Why do plants need light?"));
      ChatEvent.At at = socket.await(ChatEvent.Delta.class, PATIENCE).at();
      conversation = at.conversationId();
      follower.resume(at.generationId(), 0);
      follower.await(ChatEvent.Delta.class, PATIENCE);
      doomed.kill();
      killed = System.nanoTime();

      ChatEvent.Failed failed = follower.await(ChatEvent.Failed.class, SOON);

      assertEquals("node_lost", failed.error().code());
      assertTrue(failed.error().retryable());
      follower.resume(at.generationId(), at.seq());
      assertTrue(follower.await(ChatEvent.Resumed.class, SOON).recovered());
      follower.await(ChatEvent.Failed.class, SOON);
    }

    until(() -> messages(elsewhere, conversation).size() == 2);

    Duration took = Duration.ofNanos(System.nanoTime() - killed);
    JsonNode answer = messages(elsewhere, conversation).get(1);
    assertEquals("failed", answer.path("outcome").asText());
    assertTrue(took.compareTo(SOON) < 0, "after " + took);
  }

  private static JsonNode messages(SparkleClient client, String conversation) {
    return client.call("GET", "conversations/" + conversation + "/messages", null).path("items");
  }

  private static String state(Health.Check redis) {
    return redis.data().getOrDefault("state", "");
  }

  private static Health.Check redisOf(LibertyNode node) {
    return check(node.health("/health"), "redis");
  }

  private static Health.Check check(Health health, String name) {
    return health.checks().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static NodeSettings settings(DatabaseAddress database, String redis) {
    return new NodeSettings(database, redis, Lab.keys(), "development", Lab.fakeModel());
  }

  private LibertyNode ready(String name, DatabaseAddress database, String redis) {
    own = Lab.started(name, settings(database, redis));
    own.awaitReady(PATIENCE, words -> {});
    return own;
  }

  /** Signs a guest in; the status. */
  private static int guest(LibertyNode node) {
    return Http.send(
            node,
            "POST",
            "/api/v1/auth/guest",
            HttpRequest.BodyPublishers.ofString("{}"),
            "Content-Type",
            "application/json")
        .status();
  }

  private static void until(BooleanSupplier condition) {
    Await.until(PATIENCE, condition::getAsBoolean, seen -> seen);
  }
}
