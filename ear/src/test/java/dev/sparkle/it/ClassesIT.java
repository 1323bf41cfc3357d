package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Session;
import dev.sparkle.cli.client.SignIn;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.client.Upload;
import dev.sparkle.cli.services.LibertyNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes with what they see, pay and are looked after by; and what operators do with accounts. */
class ClassesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private final LibertyNode node = Lab.node();
  private final LibertyNode other = Lab.secondNode();
  private final SparkleClient operator = Lab.operator(node);

  @Test
  void membersSeeWhatIsSharedWithTheirClassAsLongAsTheyAreInIt() throws Exception {
    Session teacher = People.withRoles(node, "teacher");
    Session learner = People.learner(node);
    Session stranger = People.learner(node);
    JsonNode made = created(teacher, "key-1");
    assertEquals(made, created(teacher, "key-1"), "the same request makes one class");
    String id = made.path("id").asText();
    String word = "zyx" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
    String material = handIn(teacher, word);
    assertEquals(204, status(teacher, "PUT", "classes/" + id + "/materials/" + material));
    assertEquals(404, status(learner, "GET", "materials/" + material));

    assertEquals(404, join(learner, "AAAAAAAA").status());
    assertEquals(404, status(learner, "GET", "classes/" + id));
    String code = made.path("joinCode").asText();
    Http.Answer joined =
        join(learner, code.substring(0, 4).toLowerCase() + "-" + code.substring(4));
    assertEquals(200, joined.status(), joined.toString());
    assertTrue(joined.json().path("joinCode").isMissingNode(), "a learner gets no code");

    assertEquals(200, status(learner, "GET", "materials/" + material));
    assertTrue(found(learner, word), "by meaning or words, in the search");
    assertFalse(found(stranger, word));
    assertEquals(404, status(stranger, "GET", "materials/" + material));
    assertEquals(404, status(learner, "DELETE", "classes/" + id + "/materials/" + material));
    assertEquals(404, status(learner, "GET", "classes/" + id + "/members"));
    JsonNode members =
        People.call(node, "GET", "classes/" + id + "/members", teacher.accessToken(), null).json();
    assertEquals(2, members.path("items").size(), members.toString());

    try (ChatConnection socket =
        SparkleClient.withToken(other.ports().address(), learner.accessToken()).connect()) {
      assertEquals(
          204, status(teacher, "DELETE", "classes/" + id + "/members/" + learner.account()));
      assertEquals(4001, socket.await(ChatEvent.Closed.class, PATIENCE).code());
    }
    assertEquals(404, status(learner, "GET", "materials/" + material));
    Await.until(
        PATIENCE,
        () ->
            People.call(other, "GET", "materials/" + material, learner.accessToken(), null)
                .status(),
        status -> status == 404);
    assertFalse(found(learner, word));
  }

  @Test
  void aClassIsAPayerOfItsMembersQuestions() {
    Session teacher = People.withRoles(node, "teacher");
    String id = created(teacher, null).path("id").asText();
    operator.call(
        "PUT", "admin/quotas/class:" + id, JSON.createObjectNode().put("requestsPerMinute", 1));
    Session ada = People.learner(node);
    Session bob = People.learner(node);
    String code = created(teacher, id).path("joinCode").asText();
    String mine =
        People.call(node, "GET", "classes/" + id, teacher.accessToken(), null)
            .json()
            .path("joinCode")
            .asText();
    assertFalse(code.equals(mine), "each class has a code of its own");
    assertEquals(200, join(ada, mine).status());
    assertEquals(200, join(bob, mine).status());

    assertInstanceOf(
        ChatEvent.Done.class,
        new Learner(SparkleClient.as(ada)).ask("Why do plants need light?").end());
    ChatEvent.Blocked blocked =
        assertInstanceOf(
            ChatEvent.Blocked.class,
            new Learner(SparkleClient.as(bob)).ask("Why do plants need light?").end());
    assertEquals("requests_per_minute", blocked.reason());
  }

  @Test
  void aGuardianIsToldOfHisClassAndOfNobodyElse() {
    Session teacher = People.withRoles(node, "teacher");
    String email = People.address();
    SignIn door = new SignIn(node.ports().address(), Clock.systemUTC());
    Session guardian = door.register(email, People.PASSWORD);
    String id = created(teacher, null).path("id").asText();
    assertEquals("role_missing", People.code(addGuardian(teacher, id, email)));
    operator.call(
        "PUT",
        "admin/accounts/" + guardian.account() + "/roles",
        JSON.createObjectNode().set("roles", JSON.createArrayNode().add("guardian")));
    guardian = door.refresh(guardian.refreshToken());
    Session mine = People.learner(node);
    Session others = People.learner(node);
    assertEquals(200, addGuardian(teacher, id, email).status());
    String code =
        People.call(node, "GET", "classes/" + id, teacher.accessToken(), null)
            .json()
            .path("joinCode")
            .asText();
    join(mine, code);

    for (Session each : new Session[] {others, mine}) {
      new Learner(SparkleClient.as(each)).ask("I don't want to live anymore");
    }

    Session who = guardian;
    JsonNode events =
        Await.until(
            PATIENCE,
            () ->
                People.call(node, "GET", "guardian/events", who.accessToken(), null)
                    .json()
                    .path("items"),
            items -> items.size() > 0);
    assertEquals(1, events.size(), events.toString());
    assertEquals(mine.account(), events.get(0).at("/account/id").asText());
    assertEquals(404, status(guardian, "GET", "classes/" + id + "/materials"));
  }

  @Test
  void anOperatorIsMadeWithAPasswordThatIsGoodOnceAndGoesWhenDisabled() {
    String email = People.address();
    JsonNode made =
        operator.call(
            "POST",
            "admin/accounts",
            JSON.createObjectNode()
                .put("email", email)
                .set("roles", JSON.createArrayNode().add("operator")));
    String once = made.path("oneTimePassword").asText();
    assertEquals("password_change_required", People.code(login(email, once, null)));
    assertEquals("weak_password", People.code(login(email, once, once)));
    Http.Answer entered = login(email, once, People.PASSWORD);
    assertEquals(200, entered.status(), entered.toString());
    assertEquals("credentials_wrong", People.code(login(email, once, People.PASSWORD)));
    String token = entered.json().path("accessToken").asText();
    assertEquals(200, People.call(node, "GET", "admin/accounts", token, null).status());

    SparkleClient there = SparkleClient.withToken(other.ports().address(), token);
    try (ChatConnection socket = there.connect()) {
      operator.call("POST", "admin/accounts/" + made.at("/account/id").asText() + "/disable", null);
      assertEquals(4001, socket.await(ChatEvent.Closed.class, PATIENCE).code());
    }
    Await.until(
        PATIENCE,
        () -> People.call(other, "GET", "admin/accounts", token, null).status(),
        status -> status == 401);
    assertEquals("credentials_wrong", People.code(login(email, People.PASSWORD, null)));
    operator.call("POST", "admin/accounts/" + made.at("/account/id").asText() + "/enable", null);
    assertEquals(200, login(email, People.PASSWORD, null).status());
  }

  @Test
  void whatOperatorsDoWithTasksAndAccountsIsOnTheRecord() {
    operator.call("POST", "admin/queues/batch/pause", null);
    operator.call("POST", "admin/queues/batch/resume", null);
    operator.call("POST", "admin/tasks/retry", JSON.createObjectNode().put("type", "none.such"));
    String seen = operator.call("GET", "admin/audit?kind=operator&limit=100", null).toString();
    for (String act : new String[] {"queues.pause", "queues.resume", "tasks.retry_all"}) {
      assertTrue(seen.contains(act), act);
    }
    operator.call(
        "POST",
        "admin/tasks/retry",
        JSON.createObjectNode().put("type", "only.counted").put("dryRun", true));
    assertFalse(
        operator
            .call("GET", "admin/audit?kind=operator&limit=100", null)
            .toString()
            .contains("only.counted"),
        "counting is no act");
  }

  private JsonNode created(Session teacher, String key) {
    Http.Answer answer =
        Http.send(
            node,
            "POST",
            "/api/v1/classes",
            java.net.http.HttpRequest.BodyPublishers.ofString("{\"name\":\"Biology 8b\"}"),
            "Content-Type",
            "application/json",
            "Idempotency-Key",
            key == null ? UUID.randomUUID().toString() : key,
            "Authorization",
            "Bearer " + teacher.accessToken());
    assertEquals(201, answer.status(), answer.toString());
    return answer.json();
  }

  private String handIn(Session teacher, String word) throws Exception {
    Path file = folder.resolve("notes.md");
    Files.writeString(file, "# Notes\n\nThe secret plant of this class is called " + word + ".\n");
    return new Learner(SparkleClient.as(teacher)).hand(new Upload(file, null, null, null)).id();
  }

  private boolean found(Session session, String word) {
    return SparkleClient.as(session).search(word, 5).stream()
        .anyMatch(each -> each.excerpt().contains(word));
  }

  private Http.Answer join(Session session, String code) {
    return People.call(
        node, "POST", "classes/join", session.accessToken(), "{\"code\":\"" + code + "\"}");
  }

  private Http.Answer addGuardian(Session teacher, String id, String email) {
    return People.call(
        node,
        "POST",
        "classes/" + id + "/members",
        teacher.accessToken(),
        "{\"email\":\"" + email + "\",\"part\":\"guardian\"}");
  }

  private Http.Answer login(String email, String password, String newPassword) {
    return People.call(
        node,
        "POST",
        "auth/login",
        null,
        JSON.createObjectNode()
            .put("email", email)
            .put("password", password)
            .put("newPassword", newPassword)
            .toString());
  }

  private int status(Session session, String method, String path) {
    return People.call(node, method, path, session.accessToken(), null).status();
  }
}
