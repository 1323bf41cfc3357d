package dev.sparkle.cli.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.client.StubServer;
import dev.sparkle.cli.client.StubServer.Reply;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of the first and the fourth hour report just when something is wrong. */
class ChecksOfTheUnwellTest {

  private final StubServer server = new StubServer();
  @TempDir private Path keys;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void reportsANodeThatDoesNotAnswer() {
    server.close();
    List<Finding> found = Hour1Command.learner("node-1: ", server.uri(), keys);
    assertEquals(List.of("node-1: a learner comes in"), names(found));
    assertEquals(false, found.get(0).ok());
    assertTrue(found.get(0).words().contains("does not answer"), found.get(0).words());
    assertFalse(found.get(0).todo().isEmpty());
  }

  @Test
  void reportsANodeWithoutGuestsAndWithoutKeys() {
    server.on("POST auth/guest", token -> new Reply(403, "{\"code\":\"guests_closed\"}"));
    List<Finding> found = Hour1Command.learner("node-1: ", server.uri(), keys);
    assertTrue(found.get(0).words().contains("its signing keys are not here"));
  }

  @Test
  void looksAtTasksAlthoughThereIsNoAnswer() {
    server.welcoming().chat(frame -> List.of("close"));
    server.on("POST materials", token -> new Reply(507, "{\"title\":\"The disk is full.\"}"));
    List<Finding> found = Hour1Command.learner("node-1: ", server.uri(), keys);
    assertEquals(
        List.of("node-1: a question is answered", "node-1: a task goes through"), names(found));
    assertTrue(found.stream().noneMatch(Finding::ok));
    assertEquals("The disk is full.", found.get(1).words());
  }

  @Test
  void countsWhatNobodyCouldAskAsErrors() throws InterruptedException {
    server.close();
    Messages.Result sent = new Messages(server.uri(), keys).send(30);
    assertEquals(0, sent.sent());
    assertEquals(100, sent.errorPercent());
    assertTrue(sent.refusal().contains("does not answer"), sent.refusal());
    List<Finding> found = Hour4Command.load(sent, 2000);
    assertEquals(
        List.of("messages", "errors", "first words, p95"),
        names(found.stream().filter(each -> Boolean.FALSE.equals(each.ok())).toList()));
  }

  @Test
  void knowsNoErrorsOfLogsThatCannotBeRead() throws IOException {
    Finding unread = Hour4Command.log(3, List.of(), List.of("", "✗ there is no log.")).get(0);
    assertEquals(false, unread.ok());
    assertTrue(unread.words().contains("ended with 3: ✗ there is no log."), unread.words());
    assertEquals(true, Hour4Command.log(0, List.of(), List.of()).get(0).ok());
  }

  @Test
  void endsWhenItIsInterrupted() {
    Look.At<Finding> look =
        () -> {
          throw new Trouble(ExitCode.INTERRUPTED, "interrupted.", "Repeat.");
        };
    assertThrows(Trouble.class, () -> Look.at("a look", "", look));
  }

  private static List<String> names(List<Finding> findings) {
    return findings.stream().map(Finding::name).toList();
  }
}
