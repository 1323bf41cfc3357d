package dev.sparkle.safety.control.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.safety.entity.InputPolicy;
import dev.sparkle.safety.entity.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Exercises, notices, manuals and lessons about computers, in our own words: they look like what
 * the rules for material are after, and lose no sentence. The networks are not asked.
 */
class OrdinaryMaterialTest {

  private static final InputJudge JUDGE =
      new InputJudge(Views::of, RuleBook.shipped()::match, NgramClassifier.shipped(), List.of());

  @TestFactory
  Stream<DynamicTest> staysAsItIs() throws IOException {
    ObjectMapper json = new ObjectMapper();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                OrdinaryMaterialTest.class.getResourceAsStream("/safety/ordinary-material.jsonl"),
                StandardCharsets.UTF_8))) {
      List<JsonNode> rows =
          lines
              .lines()
              .map(
                  line -> {
                    try {
                      return json.readTree(line);
                    } catch (IOException e) {
                      throw new IllegalStateException(line, e);
                    }
                  })
              .toList();
      return rows.stream()
          .map(row -> row.get("text").asText())
          .map(text -> DynamicTest.dynamicTest(text, () -> stays(text)));
    }
  }

  private static void stays(String text) {
    Verdict verdict = JUDGE.judgeMaterial(text, InputPolicy.SHIPPED);
    assertEquals(Verdict.Allowed.class, verdict.getClass(), verdict::toString);
  }
}
