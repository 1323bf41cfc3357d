package dev.sparkle.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.client.StubServer.Reply;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.identity.control.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialLearnerTest {

  private static final Instant NOW = Instant.now();
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final StubServer server = new StubServer();
  @TempDir private static Path installation;
  @TempDir private Path data;

  /** Once: making keys takes long. */
  @BeforeAll
  static void makeKeys() {
    SigningKeys.loadOrCreate(installation);
  }

  @BeforeEach
  void copyKeys() throws IOException {
    try (Stream<Path> files = Files.list(installation)) {
      Path keys = Files.createDirectory(data.resolve("keys"));
      for (Path file : files.toList()) {
        Files.copy(file, keys.resolve(file.getFileName()));
      }
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void isAGuestWhereGuestsAreLetIn() throws IOException {
    server.welcoming();
    try (TrialLearner learner = comeIn()) {
      assertEquals("T 1", learner.client().ticket());
    }
    assertEquals(List.of("POST auth/guest ", "POST chat/tickets guest-1"), server.calls);
    assertEquals(List.of(), records());
  }

  @Test
  void isAnAccountWhereTheyAreNotAndLeavesNoneBehind() throws IOException {
    closedToGuests().on("GET account", "{}");
    try (TrialLearner learner = comeIn()) {
      learner.client().call("GET", "account", null);
      assertEquals(1, records().size());
    }
    assertEquals(
        List.of(
            "POST auth/guest",
            "POST admin/accounts",
            "POST auth/login",
            "GET account",
            "DELETE account"),
        server.calls.stream().map(call -> call.substring(0, call.lastIndexOf(' '))).toList());
    assertEquals("DELETE account learner-1", server.calls.get(4));
    JsonNode made = body(1);
    assertTrue(made.path("email").asText().matches("trial-[0-9a-f]{16}@trial\\.invalid"));
    assertEquals("[\"learner\"]", made.path("roles").toString());
    assertEquals(made.path("email"), body(2).path("email"));
    assertEquals(made.path("password"), body(2).path("password"));
    assertEquals(made.path("password"), body(4).path("password"));
    assertEquals(List.of(), records());
  }

  @Test
  void saysWhatToDoWhereTheKeysAreNotHere() {
    closedToGuests();
    for (Optional<Path> keys : List.of(Optional.<Path>empty(), Optional.of(data.resolve("none")))) {
      Trouble trouble =
          assertThrows(Trouble.class, () -> TrialLearner.at(server.uri(), keys, CLOCK));
      assertTrue(trouble.getMessage().contains("its signing keys are not here"));
      assertTrue(trouble.remedy().contains("on the server's own machine"));
    }
  }

  @Test
  void saysSoWhereTheOperatorIsNotLetIn() throws IOException {
    for (int status : List.of(401, 403, 404)) {
      closedToGuests().on("POST admin/accounts", token -> new Reply(status, "{}"));
      Trouble trouble = assertThrows(Trouble.class, this::comeIn);
      assertTrue(trouble.getMessage().contains("nor is this installation's operator"));
      assertEquals(List.of(), records());
    }
  }

  @Test
  void triesNoAccountWhenItIsRefusedForAnotherReason() throws IOException {
    closedToGuests().on("POST auth/guest", token -> new Reply(503, "{\"code\":\"starting\"}"));
    assertEquals("starting", assertThrows(ApiProblem.class, this::comeIn).code());
    assertEquals(List.of("POST auth/guest "), server.calls);
  }

  @Test
  void leavesItsRecordWhenTheAccountCannotBeRemoved() throws IOException {
    closedToGuests().on("DELETE account", token -> new Reply(503, "{}"));
    comeIn().close();
    assertTrue(server.calls.contains("DELETE account learner-1"));
    assertEquals(1, records().size());
  }

  @Test
  void removesWhatATrialLeftThatWasCutOffOverAnHourAgo() throws IOException {
    record("trial-old", NOW.minusSeconds(3601));
    record("trial-gone", NOW.minusSeconds(9000));
    record("trial-young", NOW.minusSeconds(3599));
    server
        .welcoming()
        .on("GET admin/accounts?email=trial-gone%40trial.invalid", "{\"items\":[]}")
        .on("GET admin/accounts?email=trial-old%40trial.invalid", "{\"items\":[{\"id\":\"A\"}]}")
        .on("POST admin/accounts/A/password", "{\"oneTimePassword\":\"once\"}")
        .on("POST auth/login", StubServer.session("left-1"))
        .on("DELETE account", token -> new Reply(204, ""));
    comeIn().close();
    assertTrue(server.calls.contains("DELETE account left-1"));
    int login = server.calls.indexOf("POST auth/login ");
    assertEquals("trial-old@trial.invalid", body(login).path("email").asText());
    assertEquals("once", body(login).path("password").asText());
    assertEquals(body(login).path("newPassword"), body(login + 1).path("password"));
    assertEquals(List.of("trial-young"), records());
  }

  @Test
  void comesInAlthoughWhatWasLeftCannotBeRemoved() throws IOException {
    record("trial-old", NOW.minusSeconds(9000));
    server.welcoming();
    comeIn().close();
    assertEquals(List.of("trial-old"), records());
  }

  private StubServer closedToGuests() {
    return server
        .on("POST auth/guest", token -> new Reply(403, "{\"code\":\"guests_closed\"}"))
        .on("POST admin/accounts", token -> new Reply(201, "{}"))
        .on("POST auth/login", StubServer.session("learner-1"))
        .on("DELETE account", token -> new Reply(204, ""));
  }

  private TrialLearner comeIn() {
    return TrialLearner.at(server.uri(), Optional.of(data.resolve("keys")), CLOCK);
  }

  private void record(String name, Instant at) throws IOException {
    Path trials = Files.createDirectories(data.resolve("trials"));
    Files.setLastModifiedTime(Files.createFile(trials.resolve(name)), FileTime.from(at));
  }

  private List<String> records() throws IOException {
    Path trials = data.resolve("trials");
    if (!Files.exists(trials)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(trials)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private JsonNode body(int call) throws IOException {
    return Rest.JSON.readTree(server.bodies.get(call));
  }
}
