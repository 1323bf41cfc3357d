package dev.sparkle.quota.control;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Origin;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.quota.entity.Charge;
import dev.sparkle.quota.entity.Decision.Granted;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The figures of docs/safety.md: where the time of a reservation goes, one call after another. */
@EnabledIfSystemProperty(named = "sparkle.quota.cost", matches = "true")
class QuotaCostIT {

  private static final int WARM_UP = 2000;
  private static final int CALLS = 2000;
  private static final Charge SOME = Charge.of(300, 500, 0);

  @Test
  void tellsWhatEachStepTakes() throws Exception {
    var free = QuotaNode.FREE;
    try (QuotaDatabase database = new QuotaDatabase();
        RedisProcess redis = RedisProcess.single();
        QuotaNode node =
            new QuotaNode(
                "node", database, redis.url(), false, QuotaNode.settings(free, free, free, free))) {
      node.round().alive();
      Caller guest =
          new Caller(UUID.randomUUID(), Set.of(Role.LEARNER), Set.of(), Origin.guest("192.0.2.1"));
      Quota quota = node.quota();
      tell("a script in Redis that only looks", () -> quota.standings(guest));
      tell("reserved, and on its way", () -> quota.release(reserve(quota, guest).reservation()));
      tell(
          "reserved, and in the ledger",
          () -> {
            Granted granted = reserve(quota, guest);
            granted.written().toCompletableFuture().join();
            quota.release(granted.reservation());
          });
      tell("a row whose commit waits for the disk", () -> write(database));
    }
  }

  private static void write(QuotaDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into quota_node values (gen_random_uuid(), 'none', now(), now() - interval '9 h')");
    }
  }

  private static Granted reserve(Quota quota, Caller guest) {
    return (Granted) quota.reserve(guest, UUID.randomUUID(), SOME);
  }

  private interface Step {
    void take() throws Exception;
  }

  private static void tell(String what, Step step) throws Exception {
    double[] micros = new double[CALLS];
    for (int i = 0; i < WARM_UP + CALLS; i++) {
      long begun = System.nanoTime();
      step.take();
      micros[Math.max(0, i - WARM_UP)] = (System.nanoTime() - begun) / 1e3;
    }
    Arrays.sort(micros);
    System.out.printf(
        Locale.ROOT,
        "cost: %-36s p50 %7.0f us, p95 %7.0f us, p99 %7.0f us%n",
        what,
        micros[CALLS / 2],
        micros[CALLS * 95 / 100],
        micros[CALLS * 99 / 100]);
    assertTrue(micros[0] > 0, "it was done");
  }
}
