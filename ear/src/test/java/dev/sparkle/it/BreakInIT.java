package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.audit.control.AuditReading;
import dev.sparkle.audit.control.Verification;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Material;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.Session;
import dev.sparkle.cli.client.SignIn;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.identity.control.AccessTokens;
import dev.sparkle.identity.control.SigningKeys;
import dev.sparkle.identity.entity.Account;
import dev.sparkle.identity.entity.Role;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody tries who wants in, or wants what is another's. */
class BreakInIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CLOSED = "/api/v1/conversations";

  private final LibertyNode node = Lab.node();
  private final Session victim = new SignIn(node.ports().address(), Clock.systemUTC()).guest();
  private final SparkleClient client = SparkleClient.as(victim);
  private final String thief = Http.guest(node);

  private int status(String method, String path, String authorization) {
    return Http.send(node, method, path, BodyPublishers.noBody(), "Authorization", authorization)
        .status();
  }

  @Test
  void showsNobodyAnothersConversationAndLetsNobodyIntoIt() {
    try (ChatConnection socket = client.connect()) {
      socket.send(new Question("What is osmosis?"));
      ChatEvent.At at = socket.await(ChatEvent.Done.class, PATIENCE).at();

      assertEquals(404, status("GET", CLOSED + "/" + at.conversationId() + "/messages", thief));
      assertEquals(0, Http.get(node, CLOSED, "Authorization", thief).json().path("items").size());

      try (ChatConnection other = Lab.guest(node).connect()) {
        other.stop(at.generationId());
        assertInstanceOf(ChatEvent.BadFrame.class, other.next(PATIENCE).orElseThrow());
        other.resume(at.generationId(), 0);
        assertFalse(other.await(ChatEvent.Resumed.class, PATIENCE).recovered());
        other.send(new Question("And then?").in(at.conversationId()));
        ChatEvent.BadFrame error = other.await(ChatEvent.BadFrame.class, PATIENCE);
        assertEquals("conversation_not_found", error.error().code());
      }
    }
  }

  @Test
  void showsNobodyAnothersMaterialAndLetsNobodyRemoveIt(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("diary.md"), "# Diary\n\nMy quokka is shy.\n");
    Material diary = new Learner(client).hand(file);
    String path = "/api/v1/materials/" + diary.id();

    assertEquals(404, status("GET", path, thief));
    assertEquals(404, status("DELETE", path, thief));
    assertEquals(
        0,
        Http.get(node, "/api/v1/search?q=shy+quokka", "Authorization", thief)
            .json()
            .path("items")
            .findValuesAsText("materialId")
            .stream()
            .filter(diary.id()::equals)
            .count());
    assertEquals("ready", client.material(diary.id()).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/admin/audit", "/api/v1/guardian/events"})
  void keepsLearnersOutOfWhatIsNotForThem(String path) {
    assertEquals(403, status("GET", path, thief));
    assertEquals(401, Http.get(node, path).status());
  }

  @Test
  void refusesTokensThatAreForgedExpiredOrChanged(@TempDir Path folder) throws Exception {
    Account operator = new Account(UUID.randomUUID(), "x", Set.of(Role.OPERATOR), false);
    String own = victim.accessToken();
    String[] parts = own.split("\\.");
    String more =
        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
            .replace("learner", "operator");
    String none = base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + base64(more) + ".";
    Clock yesterday = Clock.fixed(Instant.now().minus(Duration.ofDays(1)), ZoneOffset.UTC);
    AccessTokens ours = new AccessTokens(SigningKeys.load(Lab.keys()), yesterday);
    AccessTokens theirs = new AccessTokens(SigningKeys.loadOrCreate(folder), Clock.systemUTC());

    for (String token :
        List.of(
            "",
            "guess",
            none,
            parts[0] + "." + base64(more) + "." + parts[2],
            parts[0] + "." + parts[1] + ".",
            ours.issue(operator, Duration.ofMinutes(5)),
            theirs.issue(operator, Duration.ofMinutes(5)))) {
      assertEquals(401, status("GET", CLOSED, "Bearer " + token), token);
      assertEquals(401, status("GET", "/api/v1/admin/audit", "Bearer " + token), token);
    }
    assertEquals(200, status("GET", CLOSED, "Bearer " + own));
  }

  @Test
  void opensASocketOnceForTheRightPageWhileTheTicketIsGood() throws Exception {
    String used = client.ticket();
    assertEquals(101, Upgrade.status(socket(used), null));
    assertEquals(401, Upgrade.status(socket(used), null), "used");
    assertEquals(401, Upgrade.status(socket("guess"), null), "forged");
    assertEquals(403, Upgrade.status(socket(client.ticket()), "https://evil.example"));
    assertEquals(
        401,
        Upgrade.status(socket(client.ticket()), node.ports().address().toString()),
        "asked for by no page");
    String old = client.ticket();
    try (Connection connection = Database.connect(Lab.database());
        Statement statement = connection.createStatement()) {
      statement.execute("update chat_ticket set expires_at = now() - interval '1 second'");
    }
    assertEquals(401, Upgrade.status(socket(old), null), "expired");
  }

  /** There are no cookies, so a page of somebody else has nothing that the browser would add. */
  @Test
  void takesNothingFromAPageOfSomebodyElse() {
    Http.Answer answer =
        Http.send(
            node,
            "POST",
            "/api/v1/chat/tickets",
            BodyPublishers.noBody(),
            "Origin",
            "https://evil.example",
            "Cookie",
            "Bearer=" + victim.accessToken() + "; token=" + victim.accessToken());
    assertEquals(401, answer.status());
    assertEquals("", answer.header("Access-Control-Allow-Origin"));
    assertEquals("", answer.header("Set-Cookie"));
    assertEquals(
        415,
        Http.send(
                node,
                "POST",
                "/api/v1/auth/refresh",
                BodyPublishers.ofString("{\"refreshToken\":\"" + victim.refreshToken() + "\"}"),
                "Content-Type",
                "text/plain")
            .status(),
        "a form of another page can send no JSON");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../tmp/sparkle-break-in.md",
        "..\\..\\sparkle-break-in.md",
        "/tmp/sparkle-break-in.md",
        "%2e%2e%2fsparkle-break-in.md",
        "sparkle-break-in.md\u0000.pdf"
      })
  void takesNoPathFromAFileName(String name) {
    Form form = Form.of(name, "# Break-in\n\nNothing.\n");
    Http.Answer answer =
        Http.send(
            node,
            "POST",
            "/api/v1/materials",
            form.body(),
            "Content-Type",
            form.type(),
            "Authorization",
            "Bearer " + victim.accessToken());

    assertTrue(answer.status() == 202 || answer.status() / 100 == 4, answer.toString());
    assertFalse(Files.exists(Path.of("/tmp/sparkle-break-in.md")));
    String title = answer.status() == 202 ? answer.json().path("title").asText() : "";
    assertFalse(title.contains("/") || title.contains("\\"), title);
  }

  @Test
  void recordsWhatWasRefusedAndTheRecordIsWhole() throws Exception {
    Upgrade.status(socket("guess-for-the-record"), null);
    SparkleClient operator = Lab.operator(node);

    assertTrue(
        Await.until(
                PATIENCE,
                () ->
                    operator
                        .call("GET", "admin/audit?kind=sign_in&decision=refused&limit=1", null)
                        .path("items"),
                items -> items.size() > 0)
            .get(0)
            .path("reason")
            .asText()
            .matches("ticket_invalid|refresh_token_.*"));
    try (Connection connection = Database.connect(Lab.database())) {
      Verification found = new AuditReading().verify(connection, List.of());
      assertTrue(found.whole(), found.toString());
      assertTrue(found.records() > 1, found.toString());
    }
  }

  private URI socket(String ticket) {
    return Lab.at(node, "/ws/chat?ticket=" + ticket);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
