package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.client.OperatorToken;
import dev.sparkle.cli.services.LibertyNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks over REST: a learner's own and nobody else's; all of them for operators. */
class TasksIT {

  private final LibertyNode node = Lab.node();
  private final Guest learner = new Guest(node);
  private final Guest other = new Guest(node);
  private final String operator = "Bearer " + OperatorToken.lookup().mint(Lab.keys()).orElseThrow();

  /** Test data of its own. */
  private final String type = "it." + UUID.randomUUID().toString().replace("-", "");

  private final String queue = "q" + type.substring(3);

  private record Guest(String bearer, UUID account) {
    Guest(LibertyNode node) {
      this(
          Http.send(
                  node,
                  "POST",
                  "/api/v1/auth/guest",
                  BodyPublishers.ofString("{}"),
                  "Content-Type",
                  "application/json")
              .json());
    }

    private Guest(JsonNode session) {
      this(
          "Bearer " + session.path("accessToken").asText(),
          UUID.fromString(session.path("account").path("id").asText()));
    }
  }

  @Test
  void tellsALearnerHisOwnTaskAsTheContractHasIt() throws Exception {
    UUID id =
        PlantedTasks.dead(type, queue, learner.account(), "java.io.IOException: No paper.\n\tat x");

    JsonNode task = get(learner.bearer(), "tasks/" + id).json();

    assertEquals(
        Set.of(
            "id",
            "type",
            "queue",
            "priority",
            "state",
            "attempt",
            "maxAttempts",
            "progress",
            "error",
            "submittedAt",
            "startedAt",
            "endedAt"),
        names(task));
    assertEquals("default", task.path("priority").asText());
    assertEquals("dead", task.path("state").asText());
    assertEquals(0.5, task.path("progress").asDouble());
    assertEquals("No paper.", task.path("error").asText());
  }

  @Test
  void hidesATaskFromEveryOtherAccount() throws Exception {
    UUID id = PlantedTasks.scheduled(type, queue, learner.account());

    for (Http.Answer answer :
        List.of(
            get(other.bearer(), "tasks/" + id),
            post(other.bearer(), "tasks/" + id + "/cancel", ""),
            get(operator, "tasks/" + id),
            get(learner.bearer(), "tasks/" + UUID.randomUUID()),
            get(learner.bearer(), "tasks/nonsense"))) {
      assertEquals(404, answer.status(), answer.toString());
      assertEquals("task_not_found", answer.json().path("code").asText());
    }
    assertEquals(0, get(other.bearer(), "tasks?type=" + type).json().path("items").size());
    assertEquals(1, get(learner.bearer(), "tasks?type=" + type).json().path("items").size());
    assertEquals("scheduled", state(id));
  }

  @Test
  void cancelsWhatWaitsOnce() throws Exception {
    UUID id = PlantedTasks.scheduled(type, queue, learner.account());

    Http.Answer answer = post(learner.bearer(), "tasks/" + id + "/cancel", "");

    assertEquals(200, answer.status(), answer.toString());
    assertEquals("cancelled", answer.json().path("state").asText());
    Http.Answer again = post(learner.bearer(), "tasks/" + id + "/cancel", "");
    assertEquals(409, again.status(), again.toString());
    assertEquals("task_ended", again.json().path("code").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tasks", "queues", "workers", "schedules"})
  void isForOperatorsAlone(String what) {
    assertEquals(200, get(operator, "admin/" + what).status());
    assertEquals(403, get(learner.bearer(), "admin/" + what).status());
    assertEquals(401, Http.get(node, "/api/v1/admin/" + what).status());
    assertEquals(401, Http.get(node, "/api/v1/tasks").status());
  }

  @Test
  void findsTasksByEachPartOfTheFilter() throws Exception {
    UUID mine =
        PlantedTasks.dead(type, queue, learner.account(), "Connection REFUSED by 100% of hosts");
    UUID foreign = PlantedTasks.scheduled(type, queue, other.account());

    assertEquals(Set.of(mine, foreign), found("type=" + type));
    assertEquals(Set.of(mine, foreign), found("queue=" + queue));
    assertEquals(Set.of(mine), found("state=dead,retrying&type=" + type));
    assertEquals(Set.of(mine), found("account=" + learner.account()));
    assertEquals(Set.of(mine), found("error=refused&type=" + type));
    assertEquals(Set.of(mine), found("error=100%25&type=" + type));
    assertEquals(Set.of(), found("error=1%25s&type=" + type), "a per cent sign is no wildcard");
    assertEquals(Set.of(), found("since=2999-01-01T00:00:00Z&type=" + type));
    assertEquals(Set.of(mine, foreign), found("since=2020-01-01T00:00:00Z&type=" + type));
  }

  @ParameterizedTest
  @CsvSource({
    "state=lost, bad_filter",
    "account=me, bad_filter",
    "batch=1, bad_filter",
    "since=yesterday, bad_filter",
    "cursor=x, bad_cursor",
    "limit=0, bad_limit"
  })
  void saysWhatIsWrongWithAFilter(String query, String code) {
    Http.Answer answer = get(operator, "admin/tasks?" + query);
    assertEquals(400, answer.status(), answer.toString());
    assertEquals(code, answer.json().path("code").asText());
  }

  @Test
  void pagesThroughAllWithoutALossOrADouble() throws Exception {
    Set<UUID> all = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      all.add(PlantedTasks.scheduled(type, queue, learner.account()));
      all.add(PlantedTasks.dead(type, queue, learner.account(), "x"));
    }
    List<UUID> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = get(learner.bearer(), "tasks?limit=3&type=" + type + cursor).json();
      page.path("items").forEach(task -> seen.add(UUID.fromString(task.path("id").asText())));
      cursor = page.has("nextCursor") ? "&cursor=" + page.path("nextCursor").asText() : "";
    } while (!cursor.isEmpty());
    assertEquals(all.size(), seen.size());
    assertEquals(all, new HashSet<>(seen));
  }

  @Test
  void showsAnOperatorPayloadAndAttempts() throws Exception {
    UUID id = PlantedTasks.dead(type, queue, learner.account(), "java.io.IOException: No paper.");

    JsonNode task = get(operator, "admin/tasks/" + id).json();

    assertEquals(1, task.path("payload").path("n").asInt(), task.toString());
    assertEquals("java.io.IOException: No paper.", task.path("error").asText());
    assertTrue(task.path("attempts").isArray(), task.toString());
    assertEquals(learner.account().toString(), task.path("account").asText());
    assertFalse(
        get(operator, "admin/tasks?type=" + type).json().path("items").get(0).has("payload"));
  }

  @Test
  void takesADeadTaskUpAgainAndNoOther() throws Exception {
    UUID id = PlantedTasks.dead(type, queue, learner.account(), "x");

    Http.Answer answer = post(operator, "admin/tasks/" + id + "/retry", "");

    assertEquals(200, answer.status(), answer.toString());
    assertEquals("queued", answer.json().path("state").asText());
    assertEquals(0, answer.json().path("attempt").asInt());
    Http.Answer again = post(operator, "admin/tasks/" + id + "/retry", "");
    assertEquals(409, again.status(), again.toString());
    assertEquals("task_not_retryable", again.json().path("code").asText());
    assertEquals(404, post(operator, "admin/tasks/" + UUID.randomUUID() + "/retry", "").status());
    assertEquals(403, post(learner.bearer(), "admin/tasks/" + id + "/retry", "").status());
  }

  @Test
  void retriesManyAndSaysBeforeHowMany() throws Exception {
    UUID one = PlantedTasks.dead(type, queue, learner.account(), "Connection refused");
    UUID two = PlantedTasks.dead(type, queue, other.account(), "connection refused");
    UUID otherError = PlantedTasks.dead(type, queue, learner.account(), "No paper");
    String filter = "{\"type\":\"%s\",\"error\":\"refused\"%s}";

    JsonNode dry =
        post(operator, "admin/tasks/retry", filter.formatted(type, ",\"dryRun\":true")).json();
    assertEquals(2, dry.path("matched").asInt(), dry.toString());
    assertEquals(0, dry.path("retried").asInt(), dry.toString());
    assertEquals("dead", state(one));

    JsonNode done = post(operator, "admin/tasks/retry", filter.formatted(type, "")).json();
    assertEquals(2, done.path("retried").asInt(), done.toString());
    assertEquals("queued", state(one));
    assertEquals("queued", state(two));
    assertEquals("dead", state(otherError));
  }

  @Test
  void pausesResumesAndSizesAQueue() throws Exception {
    PlantedTasks.queued(type, queue, learner.account());

    JsonNode paused = post(operator, "admin/queues/" + queue + "/pause", "").json();
    assertTrue(paused.path("paused").asBoolean(), paused.toString());
    assertEquals(1, paused.path("queued").asInt());
    assertFalse(
        post(operator, "admin/queues/" + queue + "/resume", "").json().path("paused").asBoolean());
    String size = "admin/queues/" + queue + "/concurrency";
    JsonNode sized = send("PUT", operator, size, "{\"concurrency\":3}").json();
    assertEquals(3, sized.path("concurrency").asInt(), sized.toString());
    for (String wrong : List.of("{\"concurrency\":-1}", "{\"concurrency\":1001}", "{}")) {
      Http.Answer answer = send("PUT", operator, size, wrong);
      assertEquals(400, answer.status(), wrong + " " + answer);
      assertEquals("bad_concurrency", answer.json().path("code").asText());
    }
    send("PUT", operator, size, "{\"concurrency\":0}");
    Http.Answer none = post(operator, "admin/queues/nobody/pause", "");
    assertEquals(404, none.status(), none.toString());
    assertEquals("queue_not_found", none.json().path("code").asText());
  }

  @Test
  void namesTheWorkersThatLive() {
    JsonNode workers = get(operator, "admin/workers").json().path("items");
    boolean here = false;
    for (JsonNode worker : workers) {
      assertNotEquals("", worker.path("node").asText());
      here |= worker.path("state").asText().equals("up");
    }
    assertTrue(here, workers.toString());
  }

  @Test
  void describesItselfInOpenApi() {
    String openapi = Http.get(node, "/openapi").body();
    for (String operation :
        List.of("cancelTask", "adminTasks", "adminRetryTasks", "adminQueueConcurrency")) {
      assertTrue(openapi.contains("operationId: " + operation), operation);
    }
  }

  private Set<UUID> found(String query) {
    Set<UUID> ids = new HashSet<>();
    Http.Answer answer = get(operator, "admin/tasks?" + query);
    assertEquals(200, answer.status(), answer.toString());
    answer.json().path("items").forEach(t -> ids.add(UUID.fromString(t.path("id").asText())));
    return ids;
  }

  private String state(UUID id) {
    return get(operator, "admin/tasks/" + id).json().path("state").asText();
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new HashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private Http.Answer get(String bearer, String path) {
    return Http.get(node, "/api/v1/" + path, "Authorization", bearer);
  }

  private Http.Answer post(String bearer, String path, String body) {
    return send("POST", bearer, path, body);
  }

  private Http.Answer send(String method, String bearer, String path, String body) {
    return Http.send(
        node,
        method,
        "/api/v1/" + path,
        BodyPublishers.ofString(body),
        "Authorization",
        bearer,
        "Content-Type",
        "application/json");
  }
}
