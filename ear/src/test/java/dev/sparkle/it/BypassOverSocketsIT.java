package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.Session;
import dev.sparkle.cli.client.SignIn;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.fakellm.FakeBehaviour;
import dev.sparkle.cli.fakellm.FakeBehaviour.Faults;
import dev.sparkle.cli.fakellm.FakeBehaviour.Pace;
import dev.sparkle.cli.fakellm.FakeBehaviour.Speech;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.NodeSettings;
import dev.sparkle.cli.services.RedisServer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guests try to get more answers than there are: over many sockets on two nodes at once, with the
 * same id twice, stopping and hanging up at every moment, while Redis is killed and comes back. The
 * long form: {@code -Dsparkle.bypass.sockets.attempts=5000}.
 */
@Tag("long")
class BypassOverSocketsIT {

  private static final int ATTEMPTS = Integer.getInteger("sparkle.bypass.sockets.attempts", 600);
  private static final int GUESTS = 6;

  /** Each on both nodes. */
  private static final int SOCKETS = 2 * GUESTS;

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration AN_ANSWER = Duration.ofSeconds(30);

  /** A question takes 150 to 400 tokens, so that about every third can be answered. */
  private static final long ALL = ATTEMPTS * 70L;

  /** Together more than all. */
  private static final long ACCOUNT = ALL / 4;

  private final List<LibertyNode> nodes = new ArrayList<>();
  private final Map<String, AtomicInteger> ends = new ConcurrentHashMap<>();
  private final AtomicInteger left = new AtomicInteger(ATTEMPTS);

  @AfterEach
  void end() {
    nodes.forEach(node -> node.stop(Duration.ofSeconds(20)));
    Lab.fakeLlm().behave(FakeBehaviour.HEALTHY);
  }

  @Test
  void nobodyGetsMoreThanThereIsAndEveryTokenIsCountedOnce() throws Exception {
    RedisServer redis = Lab.ownRedis();
    DatabaseAddress database = Lab.postgresAddress("bypass");
    Lab.fakeLlm()
        .behave(
            new FakeBehaviour(
                new Pace(200, 20), Faults.NONE, new Speech("All right.", 60, true, ""), ""));
    for (String name : List.of("bypass-one", "bypass-two")) {
      LibertyNode node = Lab.started(name, settings(database, redis));
      node.awaitReady(PATIENCE, words -> {});
      nodes.add(node);
    }
    long askedBefore = Lab.fakeLlm().stats().requests();

    attack(redis);

    Sql ledger = new Sql(database);
    Await.until(
        PATIENCE, () -> ledger.text("select count(*) from generation where outcome is null"), none);
    Await.until(PATIENCE, () -> ledger.text(OPEN), none);
    assertEquals("0", ledger.text(UNEQUAL), "answers and ledger tell the same, to the token");
    assertEquals("0", ledger.text(UNRESERVED), "no answer without a reservation");
    assertEquals(
        "0",
        ledger.text(OVER, ALL),
        () -> "within the installation's budget: " + ledger.text(USED) + " of " + ALL);
    assertEquals("0", ledger.text(OVER_ACCOUNT, ACCOUNT), "each account within its own");
    long asked = Lab.fakeLlm().stats().requests() - askedBefore;
    long reserved = Long.parseLong(ledger.text(COUNT, "reserved"));
    assertTrue(asked <= reserved, asked + " calls to the model, " + reserved + " reserved");
    assertTrue(ends.containsKey("done") && ends.containsKey("blocked tokens_per_day"), "" + ends);
    assertTrue(
        Long.parseLong(ledger.text("select count(*) from quota_entry where in_memory")) > 0,
        "some were granted without Redis");
  }

  private final java.util.function.Predicate<String> none = "0"::equals;

  private static final String COUNT = "select count(*) from quota_entry where kind = '%s'";

  private static final String OPEN =
      """
      select count(*) filter (where kind = 'reserved')
             - count(*) filter (where kind in ('settled', 'released', 'expired'))
      from quota_entry""";

  /** Answers of which the ledger says something else than the learner was told. */
  private static final String UNEQUAL =
      """
      select count(*)
      from generation g
      left join (select generation_id id, sum(input_tokens + output_tokens) tokens
                 from quota_entry where kind in ('settled', 'expired', 'corrected')
                 group by generation_id) e using (id)
      where coalesce(g.input_tokens + g.output_tokens, 0) <> coalesce(e.tokens, 0)""";

  private static final String UNRESERVED =
      """
      select count(*)
      from generation g
      where g.output_tokens > 0 and not exists (
        select from quota_entry e where e.generation_id = g.id and e.kind = 'reserved')""";

  private static final String USED =
      """
      select sum(input_tokens + output_tokens)
      from quota_entry where kind in ('settled', 'expired', 'corrected')""";

  private static final String OVER =
      """
      select count(*) from (
        select from quota_entry where kind in ('settled', 'expired', 'corrected')
        having sum(input_tokens + output_tokens) > %d) over_it""";

  private static final String OVER_ACCOUNT =
      """
      select count(*) from (
        select account_id from quota_entry where kind in ('settled', 'expired', 'corrected')
        group by account_id
        having sum(input_tokens + output_tokens) > %d) over_it""";

  private static NodeSettings settings(DatabaseAddress database, RedisServer redis) {
    Map<String, String> all = new HashMap<>(Lab.fakeModel());
    for (String payer : List.of("", "ADDRESS_", "GUESTS_", "INSTALLATION_")) {
      all.put("SPARKLE_QUOTA_" + payer + "REQUESTS_PER_MINUTE", "0");
    }
    all.put("SPARKLE_QUOTA_TOKENS_PER_DAY", Long.toString(ACCOUNT));
    all.put("SPARKLE_QUOTA_INSTALLATION_TOKENS_PER_DAY", Long.toString(ALL));
    all.put("SPARKLE_LLM_MAX_OUTPUT_TOKENS", "100");
    all.put("SPARKLE_CHAT_GENERATIONS_PER_ACCOUNT", "50");
    return new NodeSettings(database, redis.url(), Lab.keys(), "development", all);
  }

  private void attack(RedisServer redis) throws Exception {
    ExecutorService attackers = Executors.newFixedThreadPool(SOCKETS);
    try {
      List<Future<?>> work = new ArrayList<>();
      for (int guest = 0; guest < GUESTS; guest++) {
        Session session = new SignIn(nodes.get(0).ports().address(), Clock.systemUTC()).guest();
        List<String> ids = java.util.Collections.synchronizedList(new ArrayList<>());
        for (LibertyNode node : nodes) {
          SplittableRandom random = new SplittableRandom(work.size());
          SparkleClient client =
              SparkleClient.withToken(node.ports().address(), session.accessToken());
          work.add(attackers.submit(() -> attempts(client, ids, random)));
        }
      }
      Await.until(PATIENCE, left::get, now -> now < ATTEMPTS * 2 / 3);
      redis.kill();
      Await.until(PATIENCE, left::get, now -> now < ATTEMPTS / 3);
      redis.start(PATIENCE, words -> {});
      for (Future<?> each : work) {
        each.get();
      }
    } finally {
      attackers.shutdownNow();
    }
  }

  private Void attempts(SparkleClient client, List<String> ids, SplittableRandom random) {
    while (left.get() > 0) {
      try (ChatConnection socket = client.connect()) {
        boolean open = true;
        while (open && left.getAndDecrement() > 0) {
          open = attempt(socket, ids, random);
        }
      }
    }
    return null;
  }

  /** Asks, and does with the answer what nobody should; whether the socket is still there. */
  private boolean attempt(ChatConnection socket, List<String> ids, SplittableRandom random) {
    String id = UUID.randomUUID().toString();
    if (random.nextInt(8) == 0 && !ids.isEmpty()) {
      // what was asked before, running or ended, here or on the other node
      id = ids.get(random.nextInt(ids.size()));
    }
    ids.add(id);
    socket.send(new Question("What is osmosis, number " + random.nextInt(1000) + "?"), id);
    int how = random.nextInt(8);
    if (how == 0) {
      socket.drop();
      return false;
    }
    if (how == 1) {
      socket.send(new Question("And twice at once?"), id);
    }
    int events = random.nextInt(12);
    while (true) {
      ChatEvent event =
          socket.next(AN_ANSWER).orElseThrow(() -> new AssertionError("the answer has no end"));
      if (event instanceof ChatEvent.Closed) {
        return false;
      }
      if (event instanceof ChatEvent.Terminal || event instanceof ChatEvent.BadFrame) {
        ends.computeIfAbsent(name(event), none -> new AtomicInteger()).incrementAndGet();
        return true;
      }
      if (how == 2 && events-- == 0 && event instanceof ChatEvent.OfGeneration of) {
        socket.stop(of.at().generationId());
      }
      if (how == 3 && events-- == 0) {
        socket.drop();
        return false;
      }
    }
  }

  private static String name(ChatEvent event) {
    return event instanceof ChatEvent.Blocked blocked
        ? "blocked " + blocked.reason()
        : event instanceof ChatEvent.Failed failed
            ? "failed " + failed.error().code()
            : event instanceof ChatEvent.BadFrame bad
                ? "error " + bad.error().code()
                : event.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }
}
