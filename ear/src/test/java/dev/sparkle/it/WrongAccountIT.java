package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Material;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.Session;
import dev.sparkle.cli.client.SignIn;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.client.Upload;
import dev.sparkle.cli.services.LibertyNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tries every REST path of the running server, and every frame of the socket, as somebody who may
 * not. A path that {@code /openapi} names and the table does not, fails.
 */
class WrongAccountIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * What each path is. {@code open}: for everybody. {@code mine}: needs a sign-in, and shows what
   * is the caller's own. {@code item}: of one owner, named last; to everybody else it is not there.
   * {@code role}: only for these roles.
   */
  private static final String TABLE =
      """
      open  POST   /auth/guest
      open  POST   /auth/register
      open  POST   /auth/login
      open  POST   /auth/refresh
      open  POST   /auth/logout
      open  POST   /auth/reset-request
      open  POST   /auth/reset
      open  GET    /auth/oidc
      open  POST   /auth/oidc
      mine  GET    /account
      mine  PATCH  /account
      mine  DELETE /account
      mine  POST   /account/password
      mine  POST   /account/exports
      item  GET    /account/exports/{id}                   export
      item  GET    /account/exports/{id}/file              export
      mine  POST   /chat/tickets
      mine  GET    /conversations
      mine  GET    /conversations/export
      item  GET    /conversations/{id}                     conversation
      item  PATCH  /conversations/{id}                     conversation
      item  DELETE /conversations/{id}                     conversation
      item  GET    /conversations/{id}/export              conversation
      item  GET    /conversations/{id}/messages            conversation
      mine  GET    /materials
      mine  POST   /materials
      item  GET    /materials/{id}                         material
      item  DELETE /materials/{id}                         material
      item  GET    /materials/{id}/passages                material
      mine  GET    /search
      mine  GET    /usage
      mine  GET    /tasks
      item  GET    /tasks/{id}                             task
      item  POST   /tasks/{id}/cancel                      task
      mine  GET    /classes
      role  POST   /classes                                teacher,operator
      mine  POST   /classes/join
      item  GET    /classes/{id}                           class
      item  PATCH  /classes/{id}                           class
      item  DELETE /classes/{id}                           class
      item  POST   /classes/{id}/code                      class
      item  POST   /classes/{id}/leave                     class
      item  GET    /classes/{id}/members                   class
      item  POST   /classes/{id}/members                   class
      item  DELETE /classes/{id}/members/{account}         class
      item  GET    /classes/{id}/materials                 class
      item  PUT    /classes/{id}/materials/{material}      class
      item  DELETE /classes/{id}/materials/{material}      class
      role  GET    /guardian/events                        guardian,operator
      role  POST   /guardian/events/{id}/acknowledge       guardian,operator
      role  GET    /admin/accounts                         operator
      role  POST   /admin/accounts                         operator
      role  POST   /admin/accounts/{id}/disable            operator
      role  POST   /admin/accounts/{id}/enable             operator
      role  POST   /admin/accounts/{id}/password           operator
      role  PUT    /admin/accounts/{id}/roles              operator
      role  GET    /admin/accounts/{id}/guardians          operator
      role  POST   /admin/accounts/{id}/guardians          operator
      role  DELETE /admin/accounts/{id}/guardians/{guardian}  operator
      role  GET    /admin/audit                            operator
      role  GET    /admin/configuration                    operator
      role  GET    /admin/configuration/changes            operator
      role  POST   /admin/configuration/changes            operator
      role  POST   /admin/configuration/changes/{change}/revert  operator
      role  GET    /admin/configuration/live               operator
      role  GET    /admin/generations                      operator
      role  POST   /admin/keys/rotate                      operator
      role  GET    /admin/maintenance                      operator
      role  PUT    /admin/maintenance                      operator
      role  GET    /admin/log-levels                       operator
      role  PUT    /admin/log-levels/{logger}              operator
      role  DELETE /admin/log-levels/{logger}              operator
      role  GET    /admin/models                           operator
      role  PUT    /admin/models/{name}                    operator
      role  GET    /admin/nodes                            operator
      role  GET    /admin/nodes/{node}/drain               operator
      role  POST   /admin/nodes/{node}/drain               operator
      role  DELETE /admin/nodes/{node}/drain               operator
      role  GET    /admin/overview                         operator
      role  GET    /admin/quotas                           operator
      role  GET    /admin/quotas/{payer}                   operator
      role  PUT    /admin/quotas/{payer}                   operator
      role  DELETE /admin/quotas/{payer}                   operator
      role  GET    /admin/queues                           operator
      role  POST   /admin/queues/{name}/pause              operator
      role  POST   /admin/queues/{name}/resume             operator
      role  PUT    /admin/queues/{name}/concurrency        operator
      role  GET    /admin/safety/counts                    operator
      role  GET    /admin/safety/events                    operator
      role  PUT    /admin/safety/events/{chain}/{seq}/mark operator
      role  DELETE /admin/safety/events/{chain}/{seq}/mark operator
      role  GET    /admin/safety/examples                  operator
      role  GET    /admin/schedules                        operator
      role  GET    /admin/tasks                            operator
      role  GET    /admin/tasks/{id}                       operator
      role  POST   /admin/tasks/{id}/cancel                operator
      role  POST   /admin/tasks/{id}/retry                 operator
      role  POST   /admin/tasks/retry                      operator
      role  POST   /admin/tasks/cancel                     operator
      role  GET    /admin/tasks/types                      operator
      role  GET    /admin/workers                          operator
      """;

  private record Rule(String kind, String method, String path, String what) {

    static Rule of(String line) {
      String[] words = line.strip().split("\\s+");
      return new Rule(words[0], words[1], words[2], words.length > 3 ? words[3] : "");
    }

    String operation() {
      return method + " " + path;
    }
  }

  /** Somebody who tries; {@code token} is null for nobody. */
  private record Somebody(String name, String token, Set<String> roles) {}

  @TempDir private Path folder;

  private final LibertyNode node = Lab.node();
  private final List<Rule> rules = TABLE.lines().map(Rule::of).toList();

  @Test
  void everyPathRefusesWhoeverMayNot() throws Exception {
    assertEquals(
        operationsOfTheServer(),
        rules.stream().map(Rule::operation).collect(Collectors.toCollection(TreeSet::new)),
        "the table and /openapi name the same operations");
    Map<String, String> owned = ownedByTheVictim();
    List<String> wrong = new ArrayList<>();
    List<Somebody> somebodies = somebodies();
    for (Rule rule : rules) {
      for (Somebody each : somebodies) {
        Http.Answer answer = tried(rule, each, owned);
        if (answer != null && !refused(rule, each, answer, owned)) {
          wrong.add(
              rule.operation()
                  + " as "
                  + each.name()
                  + ": "
                  + answer.status()
                  + " "
                  + answer.body());
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(owned.get("victim").length() > 0);
    assertEquals(
        200,
        People.call(node, "GET", "materials/" + owned.get("material"), owned.get("victim"), null)
            .status(),
        "and everything is still there");
    assertEquals(
        200,
        People.call(node, "GET", "classes/" + owned.get("class"), owned.get("teacher"), null)
            .status());
  }

  private Http.Answer tried(Rule rule, Somebody each, Map<String, String> owned) {
    boolean nobody = each.token() == null;
    boolean changes = !rule.method().equals("GET");
    if (rule.kind().equals("open")
        || rule.kind().equals("mine") && changes && !nobody
        || rule.kind().equals("role")
            && Set.of(rule.what().split(",")).stream().anyMatch(each.roles()::contains)
        || rule.kind().equals("item")
            && each.roles().contains("operator")
            && rule.what().equals("material")
            && changes
        || rule.what().equals("class") && each.roles().contains("operator")) {
      return null; // he may
    }
    String path =
        rule.path()
            .replace("{id}", owned.getOrDefault(rule.what(), owned.get("account")))
            .replace("{account}", owned.get("account"))
            .replace("{material}", owned.get("material"))
            .replaceAll("\\{\\w+}", owned.get("account"));
    String query = path.equals("/search") ? "?q=" + owned.get("word") : "";
    String body =
        switch (rule.operation()) {
          case "PATCH /conversations/{id}" -> "{\"title\":\"Mine now\"}";
          case "POST /classes/{id}/members" -> "{\"email\":\"" + People.address() + "\"}";
          default -> "{}";
        };
    if (rule.operation().equals("POST /materials")) {
      // of another type it would not even be looked at who asks
      return Http.send(
          node,
          "POST",
          "/api/v1/materials",
          BodyPublishers.ofString("--x--"),
          "Content-Type",
          "multipart/form-data; boundary=x");
    }
    return People.call(
        node, rule.method(), path.substring(1) + query, each.token(), changes ? body : null);
  }

  private static boolean refused(
      Rule rule, Somebody each, Http.Answer answer, Map<String, String> owned) {
    if (each.token() == null) {
      return answer.status() == 401;
    }
    return switch (rule.kind()) {
      case "item" -> answer.status() == 404;
      case "role" -> answer.status() == 403;
      default ->
          answer.status() == 200
              && owned.values().stream()
                  .filter(secret -> secret.length() < 60)
                  .noneMatch(answer.body()::contains);
    };
  }

  private List<Somebody> somebodies() {
    return List.of(
        new Somebody("nobody", null, Set.of()),
        new Somebody(
            "another guest",
            new SignIn(node.ports().address(), Clock.systemUTC()).guest().accessToken(),
            Set.of("learner")),
        new Somebody("another learner", People.learner(node).accessToken(), Set.of("learner")),
        somebody("teacher"),
        somebody("guardian"),
        somebody("operator"));
  }

  private Somebody somebody(String role) {
    return new Somebody(
        "another " + role, People.withRoles(node, role).accessToken(), Set.of(role));
  }

  private Set<String> operationsOfTheServer() {
    JsonNode paths = Http.get(node, "/openapi?format=json").json().path("paths");
    Set<String> operations = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        operations.add(
            operation.getKey().toUpperCase(java.util.Locale.ROOT)
                + " "
                + path.getKey().replaceFirst("^/api/v1", ""));
      }
    }
    assertFalse(operations.isEmpty());
    return operations;
  }

  /** What a learner and a teacher have, by what it is; and whose it is. */
  private Map<String, String> ownedByTheVictim() throws Exception {
    Session victim = People.learner(node);
    SparkleClient client = SparkleClient.as(victim);
    Map<String, String> owned = new LinkedHashMap<>();
    owned.put("account", victim.account());
    owned.put("word", "w" + UUID.randomUUID().toString().replace("-", ""));
    Path file = folder.resolve("private.md");
    Files.writeString(file, "# Private\n\nThe word of this page is " + owned.get("word") + ".\n");
    Material material = new Learner(client).hand(new Upload(file, null, null, null));
    owned.put("material", material.id());
    owned.put(
        "task", client.call("GET", "materials/" + material.id(), null).path("taskId").asText());
    new Learner(client).ask("Why do plants need light?");
    owned.put("conversation", client.call("GET", "conversations", null).at("/items/0/id").asText());
    owned.put("export", client.call("POST", "account/exports", null).path("id").asText());
    Session teacher = People.withRoles(node, "teacher");
    owned.put(
        "class",
        SparkleClient.as(teacher)
            .call("POST", "classes", JSON.createObjectNode().put("name", "8b"))
            .path("id")
            .asText());
    owned.put("victim", victim.accessToken());
    owned.put("teacher", teacher.accessToken());
    owned.values().forEach(id -> assertFalse(id.isEmpty(), owned.toString()));
    return owned;
  }

  @Test
  void everyFrameThatNamesSomebodyElsesIsRefusedAndChangesNothing() {
    SparkleClient victim = SparkleClient.as(People.learner(node));
    try (ChatConnection mine = victim.connect();
        ChatConnection theirs = SparkleClient.as(People.learner(node)).connect()) {
      mine.send(new Question("Why do plants need light?"));
      ChatEvent.Accepted accepted = mine.await(ChatEvent.Accepted.class, PATIENCE);
      List<ChatEvent> events = mine.untilEnd(PATIENCE);
      String answer = ((ChatEvent.Done) events.get(events.size() - 1)).messageId();
      String generation = accepted.at().generationId();
      String conversation = accepted.at().conversationId();
      String before = messages(victim, conversation);
      for (String frame :
          List.of(
              "{\"type\":\"chat.stop\",\"generationId\":\"%s\"}".formatted(generation),
              "{\"type\":\"chat.resume\",\"generationId\":\"%s\",\"afterSeq\":0}"
                  .formatted(generation),
              "{\"type\":\"chat.send\",\"id\":\"a\",\"conversationId\":\"%s\",\"text\":\"And?\"}"
                  .formatted(conversation),
              "{\"type\":\"chat.send\",\"id\":\"b\",\"conversationId\":\"%s\",\"text\":\"x\",\"options\":{\"replaces\":\"%s\"}}"
                  .formatted(conversation, accepted.messageId()),
              "{\"type\":\"chat.send\",\"id\":\"c\",\"conversationId\":\"%s\",\"options\":{\"regenerate\":\"%s\"}}"
                  .formatted(conversation, answer),
              "{\"type\":\"chat.follow\",\"conversationId\":\"%s\"}".formatted(conversation),
              "{\"type\":\"chat.feedback\",\"messageId\":\"%s\",\"rating\":\"down\"}"
                  .formatted(answer))) {
        theirs.sendFrame(frame);
        List<ChatEvent> said = new ArrayList<>(List.of(theirs.next(PATIENCE).orElseThrow()));
        String ping = theirs.ping();
        ChatEvent event = theirs.next(PATIENCE).orElseThrow();
        while (!(event instanceof ChatEvent.Pong pong && pong.id().equals(ping))) {
          said.add(event);
          event = theirs.next(PATIENCE).orElseThrow();
        }
        assertEquals(1, said.size(), frame + " -> " + said);
        assertTrue(
            said.get(0) instanceof ChatEvent.BadFrame
                || said.get(0) instanceof ChatEvent.Resumed resumed && !resumed.recovered(),
            frame + " -> " + said);
      }
      assertEquals(before, messages(victim, conversation));
    }
  }

  private static String messages(SparkleClient client, String conversation) {
    return client.call("GET", "conversations/" + conversation + "/messages", null).toString();
  }
}
