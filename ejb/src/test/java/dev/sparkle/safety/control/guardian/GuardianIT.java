package dev.sparkle.safety.control.guardian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.knowledge.control.ScratchDatabase;
import dev.sparkle.platform.control.Json;
import dev.sparkle.safety.entity.GuardianEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Severe events on a real PostgreSQL, and a webhook that fails first. */
class GuardianIT {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final String SECRET = "a secret of twenty-eight signs";

  private final GuardianEvents events = new GuardianEvents();
  private ScratchDatabase database;
  private Connection connection;
  private UUID account;

  @BeforeEach
  void open() throws Exception {
    database = new ScratchDatabase();
    connection = database.dataSource().getConnection();
    account = database.newCaller(Role.LEARNER).account();
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    database.close();
  }

  private void raise(String kind, Instant at) throws Exception {
    events.raise(connection, account, UUID.randomUUID(), kind, "node-1", at, true);
  }

  private List<GuardianEvent> list(boolean openOnly) throws Exception {
    return events.list(
        connection, account, true, openOnly, NOON.plus(Duration.ofDays(1)), UUID.randomUUID(), 10);
  }

  private List<GuardianEvent> seenBy(UUID guardian) throws Exception {
    return events.list(
        connection, guardian, false, true, NOON.plus(Duration.ofDays(1)), UUID.randomUUID(), 10);
  }

  @Test
  void aGuardianSeesThoseHeIsInChargeOfAndAllOnlyIfHeNeverWas() throws Exception {
    raise("self_harm", NOON);
    UUID event = list(true).get(0).id();
    UUID all = database.newCaller(Role.GUARDIAN).account();
    UUID ofClass = database.newCaller(Role.GUARDIAN).account();
    UUID ofLearner = database.newCaller(Role.GUARDIAN).account();
    UUID ofOthers = database.newCaller(Role.GUARDIAN).account();
    UUID schoolClass = UUID.randomUUID();
    UUID another = UUID.randomUUID();
    database.run(
        """
        update account set guards_all = false where id in ('%2$s', '%3$s', '%4$s');
        insert into school_class (id, name, join_code) values ('%5$s', '8b', 'A'), ('%6$s', '9c', 'B');
        insert into class_member (class_id, account_id, part) values
          ('%5$s', '%1$s', 'learner'), ('%5$s', '%2$s', 'guardian'), ('%6$s', '%4$s', 'guardian');
        insert into guardianship (learner_id, guardian_id) values ('%1$s', '%3$s')
        """
            .formatted(account, ofClass, ofLearner, ofOthers, schoolClass, another));

    database.run(
        """
        update account set roles = '{guardian}' where id in ('%1$s', '%2$s', '%3$s', '%4$s');
        insert into credential (account_id, email, email_key) values
          ('%1$s', 'all@example.org', '1'), ('%2$s', 'class@example.org', '2'),
          ('%3$s', 'learner@example.org', '3'), ('%4$s', 'others@example.org', '4')
        """
            .formatted(all, ofClass, ofLearner, ofOthers));
    assertEquals(
        List.of("class@example.org", "learner@example.org"),
        events.told(connection, event).orElseThrow().addresses());
    assertEquals(1, seenBy(all).size());
    assertEquals(1, seenBy(ofClass).size());
    assertEquals(1, seenBy(ofLearner).size());
    assertEquals(0, seenBy(ofOthers).size());
    assertFalse(events.acknowledge(connection, event, ofOthers, false, NOON));
    assertTrue(events.acknowledge(connection, event, ofClass, false, NOON));
    database.run("delete from class_member where account_id = '" + ofClass + "'");
    raise("self_harm", NOON.plusSeconds(1));
    assertEquals(0, seenBy(ofClass).size(), "who loses his class does not get everybody");
  }

  @Test
  void theSameAgainIsOneEventUntilSomebodyLooks() throws Exception {
    raise("self_harm", NOON);
    raise("self_harm", NOON.plusSeconds(60));
    raise("threat", NOON.plusSeconds(90));

    assertEquals(2, list(true).size());
    GuardianEvent first = list(true).get(1);
    assertEquals(2, first.times());
    assertEquals(NOON.plusSeconds(60), first.lastAt());

    assertTrue(events.acknowledge(connection, first.id(), account, true, NOON.plusSeconds(99)));
    raise("self_harm", NOON.plusSeconds(120));

    assertEquals(2, list(true).size());
    assertEquals(3, list(false).size());
    assertFalse(events.acknowledge(connection, UUID.randomUUID(), account, true, NOON));
    assertEquals("3", database.query("select count(*) from guardian_delivery"));
  }

  @Test
  void whoLookedFirstStays() throws Exception {
    raise("threat", NOON);
    UUID id = list(true).get(0).id();
    UUID other = database.newCaller(Role.LEARNER).account();
    events.acknowledge(connection, id, account, true, NOON.plusSeconds(1));
    events.acknowledge(connection, id, other, true, NOON.plusSeconds(2));

    assertEquals(account, list(false).get(0).acknowledgedBy());
    assertEquals(NOON.plusSeconds(1), list(false).get(0).acknowledgedAt());
  }

  @Test
  void goesWithTheAccount() throws Exception {
    raise("threat", NOON);
    database.run("delete from account where id = '" + account + "'");

    assertEquals(List.of(), list(false));
    assertEquals("0", database.query("select count(*) from guardian_delivery"));
  }

  @Test
  void tellsTheWebhookUntilItTakesItSignedAndWithoutAWordOfTheLearners() throws Exception {
    List<Map.Entry<String, String>> received = new ArrayList<>();
    HttpServer school =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    school.createContext(
        "/alarm",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          received.add(Map.entry(exchange.getRequestHeaders().getFirst(Webhook.SIGNATURE), body));
          exchange.sendResponseHeaders(received.size() < 3 ? 503 : 204, -1);
          exchange.close();
        });
    school.start();
    try {
      raise("self_harm", NOON);
      database.run("insert into account_pseudonym values ('" + account + "', 'c0ffee0000000000')");
      Instant now = NOON;
      List<Duration> waits = new ArrayList<>();
      for (int attempt = 1; attempt <= 3; attempt++) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Deliveries deliveries = new Deliveries(clock);
        Deliveries.Due due = deliveries.claim(connection).orElseThrow();
        assertEquals(Optional.empty(), deliveries.claim(connection), "claimed is claimed");
        Webhook webhook =
            new Webhook(
                "http://127.0.0.1:" + school.getAddress().getPort() + "/alarm", SECRET, clock);
        deliveries.settle(connection, due, webhook.tell(due.notice()));
        waits.add(Deliveries.pause(attempt));
        now = now.plus(Deliveries.pause(attempt));
      }

      assertEquals(
          Optional.empty(),
          new Deliveries(Clock.fixed(now.plus(Duration.ofDays(2)), ZoneOffset.UTC))
              .claim(connection));
      assertEquals(3, received.size());
      Map.Entry<String, String> last = received.get(2);
      long seconds = NOON.plusSeconds(30).getEpochSecond();
      assertEquals(
          "t=" + seconds + ",v1=" + Webhook.signature(SECRET, seconds, last.getValue()),
          last.getKey());
      Map<?, ?> body = Json.read(last.getValue(), Map.class);
      assertEquals(
          List.of("id", "kind", "at", "account", "generation"), List.copyOf(body.keySet()));
      assertEquals("c0ffee0000000000", body.get("account"));
      assertFalse(last.getValue().contains(account.toString()));
    } finally {
      school.stop(0);
    }
  }

  @Test
  void givesUpAfterADay() throws Exception {
    raise("threat", NOON);
    database.run("update guardian_delivery set attempts = " + (Deliveries.MOST_ATTEMPTS - 1));
    Deliveries deliveries = new Deliveries(Clock.fixed(NOON, ZoneOffset.UTC));
    deliveries.settle(
        connection, deliveries.claim(connection).orElseThrow(), Optional.of("status 500"));

    assertEquals(
        "1",
        database.query("select count(*) from guardian_delivery where given_up_at is not null"));
  }
}
