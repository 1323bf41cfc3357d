package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.services.LibertyNode;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be used is refused with a code and a sentence, soon, and hurts nobody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadFilesIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final long GROWTH = 200L << 20;

  private final LibertyNode node = Lab.node();
  private final String guest = Http.guest(node);
  private long heapBefore;

  @BeforeAll
  void measure() {
    heapBefore = Heap.used(node);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("dev.sparkle.it.BadFiles#all")
  @Timeout(60)
  void saysWhatIsWrong(String what, String code, Form form) {
    JsonNode error = errorOf(form);

    assertEquals(code, error.path("code").asText(), error.toString());
    String sentence = error.path("message").asText();
    assertTrue(sentence.matches("(?s)[A-Z].*\\."), sentence);
    assertFalse(sentence.contains("Exception") || sentence.contains("at org."), sentence);
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource({
    "../../etc/passwd, passwd",
    "C:\\Users\\me\\notes.txt, notes.txt",
    "no.extension.at.all, no.extension.at.all",
    "'tab\tand\u0007bell\u0000.txt', tab and bell .txt",
    "quote%22d.txt, quote%22d.txt",
    "海带与海藻.txt, 海带与海藻.txt"
  })
  void keepsOfANameWhatIsAName(String name, String kept) {
    Http.Answer answer = upload(Form.of(name, "Kelp grows fast."));

    assertEquals(202, answer.status(), answer.toString());
    assertEquals(kept, answer.json().path("fileName").asText());
    settled(answer.json().path("id").asText());
  }

  @Test
  void cutsALongNameToOneThatCanBeRead() {
    Http.Answer answer = upload(Form.of("海".repeat(255) + ".txt", "Kelp grows fast."));

    assertEquals(202, answer.status(), answer.toString());
    assertTrue(answer.json().path("fileName").asText().length() <= 200, answer.body());
  }

  @AfterAll
  void isAsWellAsBefore() {
    assertTrue(node.health("/health").up());
    Learner.Answer answer = Learner.guest(node).ask("What is osmosis?");
    assertTrue(answer.text().contains("[1]"), answer.toString());
    long growth = Heap.used(node) - heapBefore;
    assertTrue(growth < GROWTH, "the heap in use grew by " + (growth >> 20) + " MiB");
  }

  /** What the refusal, or in the end the material, says. */
  private JsonNode errorOf(Form form) {
    Http.Answer answer = upload(form);
    if (answer.status() == 202) {
      JsonNode material = settled(answer.json().path("id").asText());
      assertEquals("failed", material.path("status").asText(), material.toString());
      return material.path("error");
    }
    assertTrue(answer.status() >= 400 && answer.status() < 500, answer.toString());
    assertEquals("application/problem+json", answer.header("Content-Type"), answer.toString());
    var problem = (com.fasterxml.jackson.databind.node.ObjectNode) answer.json();
    assertFalse(problem.path("requestId").asText().isEmpty(), answer.body());
    return problem.put("message", problem.path("detail").asText());
  }

  private Http.Answer upload(Form form) {
    return Http.send(
        node,
        "POST",
        "/api/v1/materials",
        form.body(),
        "Authorization",
        guest,
        "Content-Type",
        form.type());
  }

  private JsonNode settled(String id) {
    return Await.until(
        SOON,
        () -> Http.get(node, "/api/v1/materials/" + id, "Authorization", guest).json(),
        material -> Set.of("ready", "failed").contains(material.path("status").asText()));
  }
}
