package dev.sparkle.quota.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Origin;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.platform.control.Settings.Quota.Budget;
import dev.sparkle.quota.entity.BudgetChange;
import dev.sparkle.quota.entity.Charge;
import dev.sparkle.quota.entity.Decision;
import dev.sparkle.quota.entity.Decision.Granted;
import dev.sparkle.quota.entity.Decision.Refused;
import dev.sparkle.quota.entity.Limit;
import dev.sparkle.quota.entity.Limited;
import dev.sparkle.quota.entity.Reservation;
import dev.sparkle.quota.entity.Scope;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** The quota on a real PostgreSQL and a real Redis, one thing at a time. */
class QuotaIT {

  private static final Charge THOUSAND = Charge.of(600, 400, 50);
  private static final Budget FREE = QuotaNode.FREE;

  private final List<QuotaNode> nodes = new ArrayList<>();
  private QuotaDatabase database;
  private RedisProcess redis;

  @BeforeEach
  void begin() throws Exception {
    database = new QuotaDatabase();
    redis = RedisProcess.single();
  }

  @AfterEach
  void end() throws Exception {
    nodes.forEach(QuotaNode::close);
    redis.close();
    database.close();
  }

  private QuotaNode node(Budget account, Budget address, Budget guests, Budget all)
      throws SQLException {
    QuotaNode node =
        new QuotaNode(
            "node-" + nodes.size(),
            database,
            redis.url(),
            false,
            QuotaNode.settings(account, address, guests, all));
    nodes.add(node);
    return node.round();
  }

  private QuotaNode node(Budget account) throws SQLException {
    return node(account, FREE, FREE, FREE);
  }

  private static Caller somebody() {
    return new Caller(UUID.randomUUID(), Set.of(Role.LEARNER), Set.of());
  }

  private static Caller guest(String address) {
    return new Caller(UUID.randomUUID(), Set.of(Role.LEARNER), Set.of(), Origin.guest(address));
  }

  private static Decision ask(QuotaNode node, Caller caller) {
    return node.quota().reserve(caller, UUID.randomUUID(), THOUSAND);
  }

  private static Granted granted(Decision decision) {
    Granted granted = assertInstanceOf(Granted.class, decision);
    assertTrue(granted.written().toCompletableFuture().join(), "it stands in the ledger");
    return granted;
  }

  private static Refused refused(Decision decision) {
    return assertInstanceOf(Refused.class, decision);
  }

  @Test
  void grantsUntilTheDaysTokensAreReservedAndSaysWhenThereAreMore() throws SQLException {
    QuotaNode node = node(new Budget(0, 2500, 0, 0));
    Caller caller = somebody();
    assertEquals(2500, granted(ask(node, caller)).left().tokens());
    granted(ask(node, caller));

    Refused third = refused(ask(node, caller));

    assertEquals(Limit.TOKENS_PER_DAY, third.limit());
    assertEquals(Scope.Kind.ACCOUNT, third.whose().kind());
    assertEquals(node.parts().windows().dayEnds(third.at()), third.resetsAt());
    assertEquals(500, third.left().tokens());
    granted(ask(node, somebody()));
  }

  @Test
  void givesBackWhatWasNotUsed() throws SQLException {
    QuotaNode node = node(new Budget(0, 2500, 0, 0));
    Caller caller = somebody();
    node.quota().settle(granted(ask(node, caller)).reservation(), Charge.of(100, 50, 5));
    node.quota().release(granted(ask(node, caller)).reservation());
    node.quota().house().bring();

    assertEquals(150, database.counted("account:" + caller.account()));
    assertEquals(2350, granted(ask(node, caller)).left().tokens());
  }

  /** An answer that is there already ends before its reservation stands in the ledger. */
  @Test
  void countsWhatEndsWhileItsRowIsOnItsWay() throws Exception {
    QuotaNode node = node(FREE);
    Caller caller = somebody();
    int callers = 8;
    int calls = 100;
    ExecutorService all = Executors.newFixedThreadPool(callers);
    try {
      List<Future<?>> work = new ArrayList<>();
      for (int each = 0; each < callers; each++) {
        work.add(
            all.submit(
                () -> {
                  for (int call = 0; call < calls; call++) {
                    Granted made = assertInstanceOf(Granted.class, ask(node, caller));
                    node.quota().settle(made.reservation(), Charge.of(100, 50, 5));
                  }
                  return null;
                }));
      }
      for (Future<?> each : work) {
        each.get();
      }
    } finally {
      all.shutdownNow();
    }
    node.quota().house().bring();

    assertEquals(150L * callers * calls, database.counted("account:" + caller.account()));
    assertEquals(
        0,
        database.number(
            """
            select count(*) filter (where kind = 'reserved')
                 - count(*) filter (where kind = 'settled') from quota_entry
            """),
        "each has its own end");
  }

  @Test
  void countsTheFirstEndOnly() throws SQLException {
    QuotaNode node = node(FREE);
    Caller caller = somebody();
    Reservation made = granted(ask(node, caller)).reservation();
    for (int i = 0; i < 3; i++) {
      node.quota().settle(made, Charge.of(100, 50, 5));
      node.quota().release(made);
      node.quota().house().bring();
    }
    // another node that finds it, too
    QuotaNode other = node(FREE);
    other.parts().ends().add(End.first(made, End.Kind.EXPIRED, made.charge()));
    other.quota().house().bring();

    assertEquals(150, database.counted("account:" + caller.account()));
    assertEquals(150, used(node, caller));
  }

  @Test
  void neverGrantsTheSameCallTwice() throws SQLException {
    QuotaNode one = node(FREE);
    QuotaNode two = node(FREE);
    UUID id = UUID.randomUUID();
    Reservation made = granted(one.quota().reserve(somebody(), id, THOUSAND)).reservation();
    assertInstanceOf(Decision.Repeated.class, one.quota().reserve(somebody(), id, THOUSAND));
    assertInstanceOf(Decision.Repeated.class, two.quota().reserve(somebody(), id, THOUSAND));
    one.quota().settle(made, THOUSAND);
    one.quota().house().bring();

    assertInstanceOf(Decision.Repeated.class, one.quota().reserve(somebody(), id, THOUSAND));
    assertInstanceOf(Decision.Repeated.class, two.quota().reserve(somebody(), id, THOUSAND));
  }

  @Test
  void limitsCallsOfAnySixtySecondsOnAllNodesTogether() throws SQLException {
    QuotaNode one = node(new Budget(3, 0, 0, 0));
    QuotaNode two = node(new Budget(3, 0, 0, 0));
    Caller caller = somebody();
    Instant first = granted(ask(one, caller)).reservation().at();
    granted(ask(two, caller));
    granted(ask(one, caller));

    Refused refused = refused(ask(two, caller));

    assertEquals(Limit.REQUESTS_PER_MINUTE, refused.limit());
    Duration apart = Duration.between(first.plusSeconds(60), refused.resetsAt()).abs();
    assertTrue(apart.toMillis() < 500, apart.toString());
    assertEquals(0, refused.left().requests());
  }

  @Test
  void limitsAnswersAtTheSameTimeAndMoney() throws SQLException {
    QuotaNode node = node(new Budget(0, 0, 120, 2));
    Caller caller = somebody();
    Reservation first = granted(ask(node, caller)).reservation();
    granted(ask(node, caller));
    // money is asked before answers under way: 50 of 120 are reserved twice
    assertEquals(Limit.MONEY_PER_MONTH, refused(ask(node, caller)).limit());
    Decision cheap = node.quota().reserve(caller, UUID.randomUUID(), Charge.of(1, 1, 1));
    assertEquals(Limit.CONCURRENT_ANSWERS, refused(cheap).limit());

    node.quota().settle(first, Charge.of(10, 10, 1));
    node.quota().house().bring();

    granted(ask(node, caller));
  }

  @Test
  void guestsShareTheBudgetsOfTheirAddressAndOfAllGuests() throws SQLException {
    QuotaNode node = node(FREE, new Budget(0, 2000, 0, 0), new Budget(0, 5000, 0, 0), FREE);
    granted(ask(node, guest("203.0.113.7")));
    granted(ask(node, guest("203.0.113.7")));
    assertEquals(Scope.Kind.ADDRESS, refused(ask(node, guest("203.0.113.7"))).whose().kind());
    // one network of IPv6 is one place
    granted(ask(node, guest("2001:db8:1:2::1")));
    granted(ask(node, guest("2001:db8:1:2:ffff::2")));
    assertEquals(Scope.Kind.ADDRESS, refused(ask(node, guest("2001:db8:1:2::3"))).whose().kind());
    granted(ask(node, guest("198.51.100.1")));
    assertEquals(Scope.Kind.GUESTS, refused(ask(node, guest("198.51.100.2"))).whose().kind());
    granted(ask(node, somebody()));
  }

  @Test
  void classesShareABudget() throws SQLException {
    QuotaNode node = node(FREE);
    UUID lesson = UUID.randomUUID();
    node.quota()
        .change(
            new BudgetChange(
                "class:" + lesson, null, 1500L, null, null, UUID.randomUUID(), Instant.now()));
    Caller one = new Caller(UUID.randomUUID(), Set.of(Role.LEARNER), Set.of(lesson));
    Caller two = new Caller(UUID.randomUUID(), Set.of(Role.LEARNER), Set.of(lesson));
    granted(ask(node, one));
    assertEquals(Scope.Kind.CLASS, refused(ask(node, two)).whose().kind());
  }

  @Test
  void takesInWhatAnOperatorChangesOnTheOtherNode() throws SQLException {
    QuotaNode one = node(new Budget(0, 500, 0, 0));
    QuotaNode two = node(new Budget(0, 500, 0, 0));
    Caller caller = somebody();
    refused(ask(two, caller));

    String scope = "account:" + caller.account();
    one.quota()
        .change(new BudgetChange(scope, null, 0L, null, null, UUID.randomUUID(), Instant.now()));
    two.round();
    granted(ask(two, caller));
    assertTrue(one.quota().unchange(scope));
    assertFalse(one.quota().unchange(scope));
    two.round();

    refused(ask(two, caller));
  }

  @Test
  void isMadeAnewFromTheLedgerWhenRedisHasLostEverything() throws Exception {
    QuotaNode one = node(new Budget(5, 4000, 0, 2));
    QuotaNode two = node(new Budget(5, 4000, 0, 2));
    Caller caller = somebody();
    one.quota().settle(granted(ask(one, caller)).reservation(), Charge.of(1000, 200, 9));
    one.quota().house().bring();
    granted(ask(two, caller));
    granted(ask(two, caller));

    try (Jedis client = redis.client()) {
      client.flushAll();
    }
    one.round();
    two.round();

    assertEquals(1200 + 2000, used(one, caller));
    assertEquals(Limit.TOKENS_PER_DAY, refused(ask(one, caller)).limit());
    Decision small = two.quota().reserve(caller, UUID.randomUUID(), Charge.of(1, 1, 0));
    assertEquals(Limit.CONCURRENT_ANSWERS, refused(small).limit());
    assertEquals(1, one.counted("rebuilt") + two.counted("rebuilt") - 1, "once, after the first");
  }

  @Test
  void doesNotTrustARedisThatWasStartedAgain() throws Exception {
    QuotaNode node = node(new Budget(0, 2500, 0, 0));
    Caller caller = somebody();
    granted(ask(node, caller));
    redis.kill();
    redis.start();
    try (Jedis client = redis.client()) {
      // its last second is gone, as after a power failure
      client.keys("*:used:*").forEach(client::del);
    }

    until(
        () -> {
          rounds(node);
          return used(node, caller) == 1000;
        });

    granted(ask(node, caller));
    assertEquals(Limit.TOKENS_PER_DAY, refused(ask(node, caller)).limit());
  }

  @Test
  void grantsItsShareWithoutRedisAndTellsItAfterwards() throws Exception {
    Budget ten = new Budget(0, 10_000, 0, 0);
    QuotaNode one = node(ten);
    QuotaNode two = node(ten);
    Caller caller = somebody();
    one.quota().settle(granted(ask(one, caller)).reservation(), THOUSAND);
    one.quota().house().bring();
    // both must have been there for a lease before they count with each other
    until(
        () -> {
          rounds(one, two);
          return one.parts().nodes().share() != null && two.parts().nodes().share() != null;
        });
    redis.kill();
    rounds(one, two);

    List<Reservation> made = new ArrayList<>();
    for (QuotaNode each : List.of(one, two)) {
      for (Decision decision = ask(each, caller);
          decision instanceof Granted granted;
          decision = ask(each, caller)) {
        made.add(granted.reservation());
      }
    }
    assertEquals(8, made.size(), "nine thousand are left: four thousand and a half for each");
    assertEquals(4, two.counted("Granted in memory"));
    redis.start();
    until(
        () -> {
          rounds(one, two);
          return used(one, caller) == 9000 && used(two, caller) == 9000;
        });
    made.forEach(each -> one.quota().settle(each, Charge.of(10, 0, 0)));
    made.forEach(each -> two.quota().settle(each, Charge.of(10, 0, 0)));
    until(
        () -> {
          rounds(one, two);
          return used(one, caller) == 1080;
        });
    assertEquals(1080, database.counted("account:" + caller.account()));
  }

  @Test
  void tellsRedisOfCallsThatAnotherNodeMadeWithoutIt() throws Exception {
    Budget ten = new Budget(0, 10_000, 0, 0);
    QuotaNode connected = node(ten);
    QuotaNode cutOff =
        new QuotaNode(
            "cut off",
            database,
            "redis://127.0.0.1:1",
            false,
            QuotaNode.settings(ten, FREE, FREE, FREE));
    nodes.add(cutOff);
    until(
        () -> {
          rounds(connected, cutOff);
          return cutOff.parts().nodes().share() != null;
        });
    Caller caller = somebody();
    Reservation made = granted(ask(cutOff, caller)).reservation();
    rounds(connected);
    assertEquals(1000, used(connected, caller));

    cutOff.quota().settle(made, Charge.of(1, 2, 0));
    rounds(cutOff, connected);

    assertEquals(3, used(connected, caller));
  }

  @Test
  void countsInFullWhatADeadNodeLeavesAndCorrectsItIfItWasNotDead() throws Exception {
    QuotaNode survivor = node(new Budget(0, 0, 0, 1));
    QuotaNode silent = node(new Budget(0, 0, 0, 1));
    Caller caller = somebody();
    Reservation made = granted(ask(silent, caller)).reservation();
    refused(ask(survivor, caller));

    until(
        () -> {
          rounds(survivor);
          return count("expired") == 1;
        });

    assertEquals(1000, database.counted("account:" + caller.account()));
    granted(ask(survivor, caller));
    silent.quota().settle(made, Charge.of(70, 30, 0));
    silent.quota().house().bring();
    assertEquals(100, database.counted("account:" + caller.account()));
    assertEquals(1100, used(survivor, caller), "the corrected one, and the one that runs");
  }

  @Test
  void countsInFullWhatANodeReservedWhenItDiedBeforeItsRowWasThere() throws Exception {
    QuotaNode survivor = node(FREE);
    QuotaNode doomed = node(FREE);
    Caller caller = somebody();
    Granted made = granted(ask(doomed, caller));
    // from now on nothing is written by itself; the model may have been asked all the same
    doomed.die();
    Granted lost = assertInstanceOf(Granted.class, ask(doomed, caller));
    assertFalse(lost.written().toCompletableFuture().isDone());
    assertEquals(1, count("reserved"));
    survivor.runAhead(QuotaParts.LEASE.plusSeconds(1));
    survivor.quota().house().tend();
    assertEquals(0, count("expired"), "its row may come yet");

    doomed.parts().nodes().leave();
    survivor.runAhead(QuotaParts.LEASE.plusSeconds(1));
    survivor.quota().house().tend();

    assertEquals(2, count("expired"));
    assertEquals(2000, database.counted("account:" + caller.account()));
    assertEquals(2000, used(survivor, caller));
    // it was not dead, only slow: its row is known for its own, and what it used counts instead
    doomed.quota().settle(made.reservation(), Charge.of(10, 10, 1));
    doomed.quota().settle(lost.reservation(), Charge.of(70, 30, 1));
    doomed.quota().house().bring();
    assertTrue(lost.written().toCompletableFuture().join());
    assertEquals(120, database.counted("account:" + caller.account()));
    assertEquals(120, used(survivor, caller));
  }

  @Test
  void takesACallOfWhichRedisDoesNotKnowAnyMoreForTheSecondThatItIs() throws Exception {
    QuotaNode node = node(FREE);
    Caller caller = somebody();
    UUID id = UUID.randomUUID();
    Reservation first = granted(node.quota().reserve(caller, id, THOUSAND)).reservation();
    node.quota().settle(first, Charge.of(1, 2, 0));
    node.quota().house().bring();
    try (Jedis client = redis.client()) {
      client.keys("*:done:" + id).forEach(client::del);
    }

    Granted again = assertInstanceOf(Granted.class, node.quota().reserve(caller, id, THOUSAND));
    node.quota().settle(again.reservation(), Charge.of(500, 0, 0));
    node.quota().house().bring();

    assertFalse(again.written().toCompletableFuture().join());
    assertEquals(3, database.counted("account:" + caller.account()));
    assertEquals(1, count("settled"));
  }

  @Test
  void releasesWhatAnOlderVersionReservedAndDidNotWriteDown() throws Exception {
    QuotaNode node = node(FREE);
    Caller caller = somebody();
    Reservation lost =
        new Reservation(
            UUID.randomUUID(),
            caller.account(),
            List.of(new Scope(Scope.Kind.ACCOUNT, caller.account().toString())),
            THOUSAND,
            node.parts().clock().instant().minus(QuotaParts.LEASE));
    node.parts().redis().adopt(lost, QuotaParts.LEASE);
    assertEquals(1000, used(node, caller));

    node.round();

    assertEquals(0, used(node, caller));
  }

  @Test
  void givesLongAnswersMoreTime() throws Exception {
    QuotaNode node = node(FREE);
    Caller caller = somebody();
    Reservation made = granted(ask(node, caller)).reservation();
    node.runAhead(QuotaParts.LEASE.plusSeconds(1));
    node.quota().house().tend();

    assertEquals(1000, used(node, caller));
    assertEquals(0, count("expired") + count("released"));
    node.quota().settle(made, THOUSAND);
  }

  @Test
  void letsNothingOutWithoutItsLedgerAndLosesNothing() throws Exception {
    QuotaNode node = node(new Budget(0, 5000, 0, 0));
    Caller caller = somebody();
    Reservation made = granted(ask(node, caller)).reservation();
    database.away(true);

    Granted unwritten = assertInstanceOf(Granted.class, ask(node, caller));
    assertThrows(CompletionException.class, () -> unwritten.written().toCompletableFuture().join());
    assertInstanceOf(Decision.Undecided.class, ask(node, caller), "from now on it is known");
    node.quota().settle(unwritten.reservation(), Charge.of(4, 0, 0));
    node.quota().settle(made, Charge.of(1, 2, 0));
    database.away(false);
    node.round();

    assertEquals(7, database.counted("account:" + caller.account()));
    assertEquals(7, used(node, caller));
    assertEquals(0, node.quota().waiting());
    granted(ask(node, caller));
  }

  @Test
  void opensNewBudgetsAtMidnightByTheDatabasesClockOnly() throws Exception {
    QuotaNode node = node(new Budget(1, 1500, 0, 0));
    Caller caller = somebody();
    Reservation today = granted(ask(node, caller)).reservation();
    node.quota().settle(today, THOUSAND);
    node.quota().house().bring();
    refused(ask(node, caller));
    List<Limited> payers = node.parts().budgets().of(caller);

    List<Limited> twoCalls =
        List.of(
            new Limited(payers.get(0).scope(), new dev.sparkle.quota.entity.Budget(2, 0, 0, 0)));

    Reservation tomorrow =
        new Reservation(
            UUID.randomUUID(),
            caller.account(),
            today.scopes(),
            THOUSAND,
            today.at().plus(Duration.ofDays(1)));
    assertInstanceOf(
        RedisBook.Answer.Taken.class,
        node.parts().redis().reserve(tomorrow, payers, QuotaParts.LEASE).orElseThrow());
    // the clock was set back: the call of a day ahead does not block this minute for a day
    Reservation again =
        new Reservation(
            UUID.randomUUID(), caller.account(), today.scopes(), Charge.of(1, 1, 0), today.at());
    RedisBook.Answer.Taken taken =
        assertInstanceOf(
            RedisBook.Answer.Taken.class,
            node.parts().redis().reserve(again, twoCalls, QuotaParts.LEASE).orElseThrow());
    assertEquals(2000, taken.standings().get(0).spent().tokens(), "used today, held for tomorrow");
  }

  private static long used(QuotaNode node, Caller caller) {
    return node.parts()
        .redis()
        .look(caller.account(), node.parts().budgets().of(caller), node.parts().clock().instant())
        .map(standings -> standings.get(0).spent().tokens())
        .orElse(-1L);
  }

  private long count(String kind) throws SQLException {
    return database.number("select count(*) from quota_entry where kind = '" + kind + "'");
  }

  private static void rounds(QuotaNode... each) throws SQLException {
    for (QuotaNode node : each) {
      node.round();
    }
  }

  private interface Look {
    boolean holds() throws SQLException;
  }

  private static void until(Look look) throws SQLException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!look.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it does not come");
      }
    }
  }
}
