package dev.sparkle.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.client.StubServer.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkleClientTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(10);

  private final StubServer server = new StubServer().welcoming();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void signsInAsAGuestOnceAndRemembersItForItsOwnerAlone() throws IOException {
    Path file = folder.resolve("cli/session.json");
    client(file, NOON).ticket();
    client(file, NOON.plusSeconds(60)).ticket();
    assertEquals(
        List.of("POST auth/guest ", "POST chat/tickets guest-1", "POST chat/tickets guest-1"),
        server.calls);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void refreshesASessionThatExpires() {
    server.on("POST auth/refresh", StubServer.session("guest-2"));
    Path file = folder.resolve("session.json");
    client(file, NOON).ticket();
    client(file, NOON.plusSeconds(880)).ticket();
    assertEquals("{\"refreshToken\":\"refresh-of-guest-1\"}", server.bodies.get(2));
    assertEquals("POST chat/tickets guest-2", server.calls.get(3));
  }

  @Test
  void becomesANewGuestWhenTheServerForgotTheOldOne() {
    Path file = folder.resolve("session.json");
    client(file, NOON).ticket();
    server
        .on("POST auth/guest", StubServer.session("guest-9"))
        .on("POST auth/refresh", token -> new Reply(401, "{\"code\":\"unknown_token\"}"))
        .on(
            "POST chat/tickets",
            token ->
                token.equals("guest-9")
                    ? new Reply(200, "{\"ticket\":\"new\"}")
                    : new Reply(401, "{}"));
    assertEquals("new", client(file, NOON).ticket());
  }

  @Test
  void forgetsTheGuestOfAnotherServer() {
    Path file = folder.resolve("session.json");
    client(file, NOON).ticket();
    try (StubServer other = new StubServer().welcoming()) {
      SparkleClient.withSession(other.uri(), new SessionFile(file), Clock.systemUTC()).ticket();
      assertEquals("POST auth/guest ", other.calls.get(0));
    }
  }

  @Test
  void tellsAProblemInTheServersWords() {
    server.on(
        "GET tasks/7",
        token ->
            new Reply(403, "{\"title\":\"No\",\"detail\":\"Not yours.\",\"code\":\"forbidden\"}"));
    ApiProblem problem =
        assertThrows(
            ApiProblem.class,
            () -> SparkleClient.withToken(server.uri(), "t").call("GET", "tasks/7", null));
    assertEquals("Not yours.", problem.getMessage());
    assertEquals("forbidden", problem.code());
    assertEquals(403, problem.status());
  }

  @Test
  void saysWhatToDoWhenNobodyAnswers() {
    URI nobody = server.uri();
    server.close();
    ServerUnreachable away =
        assertThrows(ServerUnreachable.class, () -> SparkleClient.asGuest(nobody).ticket());
    assertTrue(away.getMessage().contains("./sparkle up"));
  }

  @Test
  void talksOverTheSocketInOrder() {
    server.chat(
        frame ->
            frame.contains("\"ping\"")
                ? List.of("{\"type\":\"pong\",\"id\":\"p\"}", "close")
                : List.of());
    try (ChatConnection chat = SparkleClient.asGuest(server.uri()).connect()) {
      chat.send(new Question("Why?", "c-1", "zh", List.of("m-1"), "hint"), "q-1");
      chat.stop("g-1");
      chat.resume("g-1", 7);
      chat.feedback("m-2", false, "wrong");
      chat.ping();
      assertEquals(new ChatEvent.Pong("p"), chat.await(ChatEvent.Pong.class, SOON));
      ChatEvent closed = chat.next(SOON).orElseThrow();
      assertEquals(new ChatEvent.Closed(4008, "slow"), closed);
      assertEquals(closed, chat.next(SOON).orElseThrow());
    }
    assertTrue(server.calls.contains("WS /ws/chat?ticket=T+1"), server.calls.toString());
    assertEquals(
        List.of(
            "{\"type\":\"chat.send\",\"id\":\"q-1\",\"conversationId\":\"c-1\",\"text\":\"Why?\","
                + "\"options\":{\"language\":\"zh\",\"materials\":[\"m-1\"],\"mode\":\"hint\"}}",
            "{\"type\":\"chat.stop\",\"generationId\":\"g-1\"}",
            "{\"type\":\"chat.resume\",\"generationId\":\"g-1\",\"afterSeq\":7}",
            "{\"type\":\"chat.feedback\",\"messageId\":\"m-2\",\"rating\":\"down\","
                + "\"comment\":\"wrong\"}"),
        server.frames.subList(0, 4));
  }

  @Test
  void sendsAFileAsAForm() throws IOException {
    server.on(
        "POST materials",
        "{\"id\":\"m-1\",\"title\":\"Cells\",\"status\":\"queued\",\"chunks\":0,\"taskId\":\"t-1\"}");
    Path file = Files.writeString(folder.resolve("cells \"1\".md"), "# 细胞");
    Material material =
        SparkleClient.withToken(server.uri(), "t")
            .upload(new Upload(file, "Zellen ä", null, "everyone"));
    assertEquals(new Material("m-1", "Cells", "queued", 0, null, "t-1"), material);
    String form = server.bodies.get(0);
    assertTrue(
        form.contains(
            "name=\"title\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nZellen ä\r\n"));
    assertTrue(form.contains("name=\"audience\""));
    assertTrue(form.contains("name=\"file\"; filename=\"cells %221%22.md\"\r\n"), form);
    assertTrue(form.contains("Content-Type: text/markdown\r\n\r\n# 细胞\r\n--sparkle-"), form);
  }

  private SparkleClient client(Path file, Instant now) {
    return SparkleClient.withSession(
        server.uri(), new SessionFile(file), Clock.fixed(now, ZoneOffset.UTC));
  }
}
