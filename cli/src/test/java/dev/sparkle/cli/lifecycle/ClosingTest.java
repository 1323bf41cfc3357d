package dev.sparkle.cli.lifecycle;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClosingTest {

  @Test
  void guestsAreAskedInWhereTheyAreLetIn() {
    assertTrue(words(Map.of()).contains("signs you in as a guest"));
    assertFalse(words(Map.of("SPARKLE_IDENTITY_GUESTS", "false")).contains("as a guest"));
  }

  @Test
  void aModelThatIsSetIsNamed() {
    String words =
        words(
            Map.of("SPARKLE_LLM_BASE_URL", "http://models:11434/v1", "SPARKLE_LLM_MODEL", "small"));

    assertTrue(words.contains("Model: small at http://models:11434/v1"), words);
    assertTrue(words(Map.of()).contains("Model: none configured"));
  }

  private static String words(Map<String, String> environment) {
    return Closing.words(
        URI.create("http://localhost:8080"),
        URI.create("http://localhost:8080/ops"),
        true,
        "",
        environment);
  }
}
