package dev.sparkle.quota.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Origin;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.platform.control.Settings.Quota.Budget;
import dev.sparkle.quota.entity.Charge;
import dev.sparkle.quota.entity.Decision.Granted;
import dev.sparkle.quota.entity.Decision.Refused;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** The same scripts on a Redis Cluster of three: all their keys are on one of them. */
class QuotaOnClusterIT {

  private QuotaDatabase database;
  private List<RedisProcess> cluster;

  @BeforeEach
  void begin() throws Exception {
    database = new QuotaDatabase();
    cluster = RedisProcess.cluster();
  }

  @AfterEach
  void end() throws Exception {
    for (RedisProcess each : cluster) {
      each.close();
    }
    database.close();
  }

  @Test
  void reservesSettlesAndIsMadeAnewOnAClusterOfThree() throws Exception {
    Budget account = new Budget(0, 2500, 0, 0);
    Budget free = QuotaNode.FREE;
    try (QuotaNode node =
        new QuotaNode(
            "node",
            database,
            cluster.get(0).url(),
            true,
            QuotaNode.settings(account, free, free, free))) {
      node.round();
      Caller guest =
          new Caller(
              UUID.randomUUID(), Set.of(Role.LEARNER), Set.of(), Origin.guest("203.0.113.1"));
      Granted first = ask(node, guest);
      ask(node, guest);
      assertInstanceOf(
          Refused.class, node.quota().reserve(guest, UUID.randomUUID(), Charge.of(500, 500, 0)));
      node.quota().settle(first.reservation(), Charge.of(7, 3, 0));
      node.quota().house().bring();
      assertEquals(0, node.quota().waiting());
      assertEquals(1, holders(), "one hash tag, one of three");

      for (RedisProcess each : cluster) {
        try (Jedis client = each.client()) {
          client.flushAll();
        }
      }
      node.round();

      assertEquals(1010, node.quota().standings(guest).get(0).spent().tokens());
      assertEquals(0, node.counted("Granted in memory"));
      assertTrue(node.counted("rebuilt") >= 2);
    }
  }

  private static Granted ask(QuotaNode node, Caller caller) {
    return assertInstanceOf(
        Granted.class, node.quota().reserve(caller, UUID.randomUUID(), Charge.of(500, 500, 0)));
  }

  private long holders() {
    return cluster.stream()
        .filter(
            each -> {
              try (Jedis client = each.client()) {
                return client.dbSize() > 0;
              }
            })
        .count();
  }
}
