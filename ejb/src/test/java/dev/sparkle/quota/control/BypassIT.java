package dev.sparkle.quota.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Origin;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.platform.control.Settings;
import dev.sparkle.platform.control.Settings.Quota.Budget;
import dev.sparkle.quota.entity.Charge;
import dev.sparkle.quota.entity.Decision;
import dev.sparkle.quota.entity.Decision.Granted;
import dev.sparkle.quota.entity.Reservation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Everybody tries to get more than there is, on two nodes at once. The long form: {@code
 * -Dsparkle.bypass.attempts=200000}.
 */
class BypassIT {

  private static final int ATTEMPTS = Integer.getInteger("sparkle.bypass.attempts", 6000);
  private static final int ATTACKERS = 24;
  private static final int ACCOUNTS = 40;

  /** So much that about a third of the attempts fit. */
  private static final Budget ACCOUNT = new Budget(0, ATTEMPTS * 8L, 0, 5);

  private static final Budget ADDRESS = new Budget(0, ATTEMPTS * 30L, 0, 12);
  private static final Budget GUESTS = new Budget(0, ATTEMPTS * 60L, 0, 0);
  private static final Budget ALL = new Budget(0, ATTEMPTS * 160L, 0, 0);
  private static final Settings.Quota HOW = QuotaNode.settings(ACCOUNT, ADDRESS, GUESTS, ALL);

  /** Largest reservation, in tokens. */
  private static final int MOST = 1000;

  /**
   * What Redis granted while it died, and the ledger did not have yet when the other node read what
   * is left: at most one call of each attacker. Nothing, while Redis lives.
   */
  private long betweenTheBooks;

  private final List<QuotaNode> nodes = new ArrayList<>();
  private final List<Caller> callers = new ArrayList<>();
  private final Map<UUID, Long> usedByCall = new ConcurrentHashMap<>();
  private final Map<UUID, Granted> running = new ConcurrentHashMap<>();
  private final List<Reservation> seen = java.util.Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger doubled = new AtomicInteger();
  private final AtomicReference<String> broken = new AtomicReference<>();

  /** The second node's, which jumps an hour to and fro all the time. */
  private final JumpingClock wall = new JumpingClock(Duration.ofHours(1));

  private QuotaDatabase database;
  private RedisProcess redis;

  @BeforeEach
  void begin() throws Exception {
    database = new QuotaDatabase();
    redis = RedisProcess.single();
    for (int i = 0; i < ACCOUNTS; i++) {
      Origin origin = i % 2 == 0 ? Origin.ACCOUNT : Origin.guest("203.0.113." + i % 3);
      callers.add(new Caller(UUID.randomUUID(), Set.of(Role.LEARNER), Set.of(), origin));
    }
    nodes.add(new QuotaNode("one", database, redis.url(), false, HOW).round().alive());
    nodes.add(new QuotaNode("two", database, redis.url(), false, HOW, wall).round().alive());
    until(() -> nodes.stream().allMatch(node -> node.parts().nodes().share() != null));
  }

  @AfterEach
  void end() throws Exception {
    nodes.forEach(QuotaNode::close);
    redis.close();
    database.close();
  }

  @Test
  void nobodyGetsMoreThanThereIsAndEveryTokenIsCountedOnce() throws Exception {
    attack(0, ATTEMPTS, () -> {});
    check();
    long scripts = nodes.stream().mapToLong(node -> node.counted("Granted")).sum();
    assertTrue(scripts > 100, "some were granted: " + scripts);
  }

  @Test
  void notEvenWhenRedisIsKilledAndComesBackInTheMiddle() throws Exception {
    betweenTheBooks = (long) ATTACKERS * MOST;
    attack(
        1,
        ATTEMPTS,
        () -> {
          redis.kill();
          until(
              () ->
                  nodes.stream().allMatch(node -> node.counted("Granted in memory") > 0)
                      || broken.get() != null);
          redis.start();
        });
    check();
    long inMemory = nodes.stream().mapToLong(node -> node.counted("Granted in memory")).sum();
    assertTrue(inMemory > 0, "some were granted without Redis");
  }

  @Test
  void notEvenWhenANodeDiesWithItsAnswersAndAnotherComes() throws Exception {
    QuotaNode doomed = new QuotaNode("doomed", database, redis.url(), false, HOW).round().alive();
    List<Reservation> left = new ArrayList<>();
    for (Caller caller : callers) {
      if (doomed.quota().reserve(caller, UUID.randomUUID(), Charge.of(60, 40, 0))
          instanceof Granted granted) {
        left.add(granted.reservation());
        usedByCall.put(granted.reservation().id(), 100L);
        seen.add(granted.reservation());
      }
    }
    doomed.close();
    attack(2, ATTEMPTS / 2, () -> {});
    until(
        () ->
            database.number("select count(*) from quota_entry where kind = 'expired'")
                == left.size());
    check();
    assertEquals(callers.size(), left.size());
  }

  /** Attackers ask on random nodes, and do with what they get what nobody should. */
  private void attack(long seed, int attempts, Trouble middle) throws Exception {
    ExecutorService attackers = Executors.newFixedThreadPool(ATTACKERS + 1);
    try {
      AtomicInteger left = new AtomicInteger(attempts);
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < ATTACKERS; i++) {
        SplittableRandom random = new SplittableRandom(seed * 1000 + i);
        work.add(
            attackers.submit(
                () -> {
                  while (left.getAndDecrement() > 0) {
                    attempt(random);
                  }
                  return null;
                }));
      }
      until(() -> left.get() < attempts / 2);
      middle.happens();
      // whatever is left, after the trouble some more
      left.addAndGet(attempts / 4);
      for (Future<?> each : work) {
        each.get();
      }
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 0; i < attempts / 8; i++) {
        attempt(random);
      }
    } finally {
      attackers.shutdownNow();
    }
    List.copyOf(running.values()).forEach(granted -> finish(granted, 0));
    assertEquals(null, broken.get());
  }

  private void attempt(SplittableRandom random) throws SQLException {
    wall.jump(Duration.ofMinutes(random.nextInt(-60, 61)));
    Caller caller = callers.get(random.nextInt(callers.size()));
    QuotaNode node = nodes.get(random.nextInt(nodes.size()));
    UUID id = new UUID(random.nextLong(), random.nextLong());
    List<Reservation> before = random.nextInt(10) == 0 && !seen.isEmpty() ? seen : List.of();
    if (!before.isEmpty()) {
      // a replay of somebody's call, running or ended
      id = seen.get(random.nextInt(seen.size())).id();
    }
    long size = 1 + random.nextInt(MOST);
    Decision decision = node.quota().reserve(caller, id, Charge.of(size / 2, size - size / 2, 0));
    if (!(decision instanceof Granted granted) || !stands(granted)) {
      return;
    }
    if (!before.isEmpty()) {
      doubled.incrementAndGet();
    }
    seen.add(granted.reservation());
    running.put(id, granted);
    watch(random);
    // some end at once, some run on while others ask
    if (random.nextInt(3) > 0) {
      finish(granted, random.nextInt(4));
    }
    for (Granted other : running.values()) {
      if (running.size() < 20) {
        break;
      }
      finish(other, random.nextInt(4));
    }
  }

  /** Whether anything of its answer would be told. */
  private static boolean stands(Granted granted) {
    try {
      return granted.written().toCompletableFuture().join();
    } catch (CompletionException e) {
      return false;
    }
  }

  /** Ends a call: with less than was reserved, with nothing, and then again with something else. */
  private void finish(Granted granted, int how) {
    if (running.remove(granted.reservation().id()) == null) {
      return;
    }
    Reservation made = granted.reservation();
    long most = made.charge().tokens().count();
    long used = how == 0 ? most : how == 1 ? 0 : most / 2;
    usedByCall.put(made.id(), used);
    for (QuotaNode node : nodes) {
      if (how == 1) {
        node.quota().release(made);
      } else {
        node.quota().settle(made, Charge.of(used, 0, 0));
      }
      node.quota().settle(made, Charge.of(most, most, 0));
      node.quota().release(made);
    }
  }

  /** While all this goes on: what counts is never beyond a budget. */
  private void watch(SplittableRandom random) throws SQLException {
    if (random.nextInt(200) > 0) {
      return;
    }
    long counted = database.counted("installation");
    if (counted > ALL.tokensPerDay() + betweenTheBooks) {
      broken.compareAndSet(null, "the ledger has " + counted + " of " + ALL.tokensPerDay());
    }
  }

  /** Afterwards: ledger, Redis and what the attackers know agree, to the token. */
  private void check() throws Exception {
    assertEquals(0, doubled.get(), "no call was granted twice");
    long expected = usedByCall.values().stream().mapToLong(Long::longValue).sum();
    until(
        () ->
            nodes.stream().allMatch(node -> node.quota().waiting() == 0)
                && open() == 0
                && used("installation") == expected);
    assertEquals(expected, database.counted("installation"));
    assertEquals(
        seen.size(), database.number("select count(*) from quota_entry where kind = 'reserved'"));
    assertEquals(0, over(ALL, "installation"));
    assertEquals(0, over(GUESTS, "guests"));
    for (int i = 0; i < 3; i++) {
      assertEquals(0, over(ADDRESS, "address:" + Origin.guest("203.0.113." + i).place()));
    }
    for (Caller caller : callers) {
      String account = "account:" + caller.account();
      assertEquals(0, over(ACCOUNT, account));
      // a connection of before Redis was killed may answer once that it is broken
      AtomicLong used = new AtomicLong(-1);
      until(() -> used.updateAndGet(before -> used(account)) >= 0);
      assertEquals(database.counted(account), used.get());
    }
  }

  private long open() throws SQLException {
    return database.number(
        "select count(*) filter (where kind = 'reserved')"
            + " - count(*) filter (where kind in ('settled', 'released', 'expired'))"
            + " from quota_entry");
  }

  private long over(Budget budget, String scope) throws SQLException {
    long atOnce = budget.concurrentAnswers();
    long excused = atOnce == 0 ? betweenTheBooks : Math.min(betweenTheBooks, atOnce * MOST);
    return Math.max(0, database.counted(scope) - budget.tokensPerDay() - excused);
  }

  private long used(String scope) {
    return nodes
        .get(0)
        .quota()
        .standing(dev.sparkle.quota.entity.Scope.of(scope))
        .map(standing -> standing.spent().tokens())
        .orElse(-1L);
  }

  private interface Trouble {
    void happens() throws Exception;
  }

  private interface Look {
    boolean holds() throws Exception;
  }

  private static void until(Look look) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!look.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it does not come");
      }
      java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
    }
  }
}
