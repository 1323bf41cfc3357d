package dev.sparkle.quota.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.platform.control.Settings.Quota.Budget;
import dev.sparkle.quota.entity.Charge;
import dev.sparkle.quota.entity.Decision;
import dev.sparkle.quota.entity.Decision.Granted;
import dev.sparkle.quota.entity.Decision.Refused;
import dev.sparkle.quota.entity.Limit;
import dev.sparkle.quota.entity.Reservation;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two nodes, the clock of one an hour ahead and jumping before every question, at the turn of a
 * minute, a day and a month. The time that counts is the database's, which is set here.
 */
class ClockJumpsIT {

  private static final Instant END_OF_JANUARY = Instant.parse("2031-02-01T00:00:00Z");

  /** Short beside a lease, so that a slow machine loses none. */
  private static final Duration STEP = Duration.ofSeconds(2);

  private static final List<Duration> JUMPS =
      List.of(
          Duration.ofHours(1),
          Duration.ofHours(-1),
          Duration.ofDays(1),
          Duration.ofDays(-1),
          Duration.ofDays(31),
          Duration.ofSeconds(61),
          Duration.ofDays(-366));

  /** Four calls a minute, ten of a thousand tokens a day, 600 millionths a month. */
  private static final Budget BUDGET = new Budget(4, 10_000, 600, 0);

  private static final Charge THOUSAND = Charge.of(600, 400, 50);
  private static final Charge DEAR = Charge.of(1, 1, 200);

  private final Caller learner = somebody();
  private final Caller spender = somebody();
  private final JumpingClock wall = new JumpingClock(Duration.ofHours(1));
  private final List<QuotaNode> nodes = new ArrayList<>();
  private final Map<UUID, Long> expected = new HashMap<>();
  private QuotaDatabase database;
  private RedisProcess redis;
  private int asked;

  @BeforeEach
  void begin() throws Exception {
    database = QuotaDatabase.withItsOwnClock();
    database.setTo(END_OF_JANUARY.minus(Duration.ofMinutes(10)));
    redis = RedisProcess.single();
    var how = QuotaNode.settings(BUDGET, QuotaNode.FREE, QuotaNode.FREE, QuotaNode.FREE);
    nodes.add(new QuotaNode("right", database, redis.url(), false, how));
    nodes.add(new QuotaNode("wrong", database, redis.url(), false, how, wall));
    live(Duration.ZERO);
    settleIn();
  }

  @AfterEach
  void end() throws Exception {
    nodes.forEach(QuotaNode::close);
    redis.close();
    database.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noWindowOpensEarlyOrTwice(boolean withRedis) throws Exception {
    if (!withRedis) {
      redis.kill();
      live(Duration.ZERO);
    }
    // the minute
    settle(granted(4, learner, THOUSAND, Limit.REQUESTS_PER_MINUTE));
    live(Duration.ofSeconds(40));
    settle(granted(0, learner, THOUSAND, Limit.REQUESTS_PER_MINUTE));
    live(Duration.ofSeconds(25));
    settle(granted(4, learner, THOUSAND, Limit.REQUESTS_PER_MINUTE));
    live(Duration.ofSeconds(65));
    // the day: two are left
    settle(granted(2, learner, THOUSAND, Limit.TOKENS_PER_DAY));
    // the month: 600 are three, or one of each node's half
    List<Reservation> dear = granted(withRedis ? 3 : 2, spender, DEAR, Limit.MONEY_PER_MONTH);
    settle(dear.subList(1, dear.size()));
    Reservation overMidnight = dear.get(0);
    turnTo(END_OF_JANUARY.minusSeconds(20));
    granted(0, learner, THOUSAND, Limit.TOKENS_PER_DAY);
    granted(0, spender, DEAR, Limit.MONEY_PER_MONTH);
    long january = counted("counts_at < '2031-02-01Z'");
    assertEquals(10_000 + 2L * (dear.size() - 1), january);

    // the turn of all three
    live(Duration.ofSeconds(21));
    settleIn();

    settle(List.of(overMidnight));
    assertEquals(january + 2, counted("counts_at < '2031-02-01Z'"), "it counts for January");
    settle(granted(4, learner, THOUSAND, Limit.REQUESTS_PER_MINUTE));
    settle(granted(withRedis ? 3 : 2, spender, DEAR, Limit.MONEY_PER_MONTH));
    check();
  }

  @Test
  void aNodeWhoseClockIsSetBackWhileRedisIsAwayFindsItAgain() throws Exception {
    redis.kill();
    wall.jump(Duration.ofHours(1));
    live(Duration.ZERO);
    granted(4, learner, THOUSAND, Limit.REQUESTS_PER_MINUTE);
    wall.jump(Duration.ofHours(-1));
    redis.start();
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (nodes.get(1).quota().house().withoutRedis()) {
      assertTrue(System.nanoTime() < end, "it does not look for Redis for an hour");
      live(Duration.ZERO);
    }
    assertEquals(0, database.number("select count(*) from quota_entry where kind = 'expired'"));
  }

  /** Ledger and what was granted agree, to the token; nothing was lost or ended twice. */
  private void check() throws SQLException {
    live(Duration.ZERO);
    assertEquals(
        expected.values().stream().mapToLong(Long::longValue).sum(), counted("kind <> 'reserved'"));
    assertEquals(
        expected.size(),
        database.number("select count(*) from quota_entry where kind = 'settled'"));
    assertEquals(2L * expected.size(), database.number("select count(*) from quota_entry"));
    assertTrue(nodes.stream().allMatch(node -> node.quota().waiting() == 0 || !hasRedis(node)));
  }

  private static boolean hasRedis(QuotaNode node) {
    return !node.quota().house().withoutRedis();
  }

  /** Both nodes are asked in turn until both refuse, whatever the wrong one's clock says. */
  private List<Reservation> granted(int calls, Caller caller, Charge charge, Limit limit)
      throws SQLException {
    List<Reservation> made = new ArrayList<>();
    for (int refused = 0; refused < 2 * JUMPS.size(); asked++) {
      wall.jump(JUMPS.get(asked / 2 % JUMPS.size()));
      QuotaNode node = nodes.get(asked % 2);
      Decision decision = node.quota().reserve(caller, UUID.randomUUID(), charge);
      if (decision instanceof Granted granted) {
        assertTrue(granted.written().toCompletableFuture().join());
        made.add(granted.reservation());
        refused = 0;
      } else {
        Refused full = assertInstanceOf(Refused.class, decision, decision.toString());
        assertEquals(limit, full.limit(), "after " + made.size());
        Instant until = full.resetsAt();
        boolean january = full.at().isBefore(END_OF_JANUARY);
        assertTrue(
            limit == Limit.REQUESTS_PER_MINUTE
                ? !until.isAfter(full.at().plusSeconds(60))
                : !january || until.equals(END_OF_JANUARY),
            limit + " until " + until);
        refused++;
      }
    }
    assertEquals(calls, made.size());
    return made;
  }

  private void settle(List<Reservation> made) throws SQLException {
    for (Reservation each : made) {
      // each node, twice: only the one that made it may
      for (QuotaNode node : nodes) {
        node.quota().settle(each, each.charge());
        node.quota().release(each);
      }
      expected.put(each.id(), each.charge().tokens().count());
    }
    for (QuotaNode node : nodes) {
      node.quota().house().bring();
    }
  }

  /** The database's time goes on, in steps in which nobody is taken for dead. */
  private void live(Duration time) throws SQLException {
    Duration left = time;
    do {
      Duration step = left.compareTo(STEP) < 0 ? left : STEP;
      database.forward(step);
      left = left.minus(step);
      for (QuotaNode node : nodes) {
        node.round();
      }
    } while (!left.isZero());
  }

  private void turnTo(Instant time) throws SQLException {
    Duration left = Duration.between(nodes.get(0).parts().clock().instant(), time);
    // a jump of the database's own clock: nobody is taken for dead for it
    database.forward(left.minus(Duration.ofSeconds(60)));
    live(Duration.ZERO);
    settleIn();
    live(Duration.between(nodes.get(0).parts().clock().instant(), time));
  }

  /** Until the nodes count with each other: they may have been too slow for their leases. */
  private void settleIn() throws SQLException {
    for (int i = 0; i < 15 && unsettled(); i++) {
      live(STEP);
    }
    assertTrue(!unsettled(), "the nodes do not find each other");
  }

  private boolean unsettled() {
    return nodes.stream().anyMatch(node -> node.parts().nodes().share() == null);
  }

  private long counted(String condition) throws SQLException {
    return database.number(
        "select coalesce(sum(input_tokens + output_tokens), 0) from quota_entry"
            + " where kind in ('settled', 'expired', 'corrected') and "
            + condition);
  }

  private static Caller somebody() {
    return new Caller(UUID.randomUUID(), Set.of(Role.LEARNER), Set.of());
  }
}
