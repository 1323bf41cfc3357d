package dev.sparkle.safety.control.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The known-attack regression suite, judged by the rules alone. It holds ordinary wordings of known
 * attacks and their innocent twins; it says nothing about attacks that nobody knows.
 */
class KnownAttacksTest {

  private static final RuleBook BOOK = RuleBook.shipped();

  /** Measured: 97.9 %. The two that are missed need their hidden words decoded. */
  private static final double FLOOR = 0.97;

  private static final List<JsonNode> ROWS = rows();

  @Test
  void rulesAloneFindKnownAttacks() {
    List<String> attacks = texts("attack");
    List<String> missed = attacks.stream().filter(text -> !refused(text)).toList();
    assertTrue(missed.size() <= (1 - FLOOR) * attacks.size(), "missed: " + missed);
  }

  @Test
  void rulesAloneLeaveTheInnocentTwinsAlone() {
    assertEquals(List.of(), texts("benign").stream().filter(KnownAttacksTest::refused).toList());
  }

  @Test
  void findsThemInCapitalsAndAmongOtherSentencesToo() {
    for (String text : texts("attack")) {
      if (refused(text)) {
        assertTrue(refused(text.toUpperCase(java.util.Locale.ROOT)), "in capitals: " + text);
        assertTrue(refused("The cell has a wall.\n\n" + text), "after a sentence: " + text);
      }
    }
  }

  /**
   * Six million characters of the rules' own words; work that grows faster than the text takes
   * minutes.
   */
  @Test
  void hostileRepetitionsDoNotBlowUp() {
    Random random = new Random(4);
    StringBuilder words = new StringBuilder();
    List<String> attacks = texts("attack");
    while (words.length() < 1_000_000) {
      String[] parts = attacks.get(random.nextInt(attacks.size())).split(" ");
      words.append(parts[random.nextInt(parts.length)]).append(' ');
    }
    List<String> hostile =
        List.of(
            words.toString(),
            "ignore ".repeat(150_000),
            "\"explain \" you are ".repeat(50_000),
            "你是".repeat(500_000),
            "jailbreak" + "a".repeat(1_000_000),
            "`'\"".repeat(300_000));
    assertTimeout(
        Duration.ofSeconds(60),
        () -> hostile.forEach(text -> BOOK.match(new View(text, List.of()), Where.MATERIAL)));
  }

  private static boolean refused(String text) {
    return Evidence.of(BOOK.match(new View(text, List.of()), Where.QUESTION)) >= 1;
  }

  private static List<String> texts(String label) {
    return ROWS.stream()
        .filter(row -> row.get("label").asText().equals(label))
        .map(row -> row.get("text").asText())
        .toList();
  }

  private static List<JsonNode> rows() {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> rows = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                KnownAttacksTest.class.getResourceAsStream("/safety/known-attacks.jsonl"),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(json.readTree(line));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return rows;
  }
}
