package dev.sparkle.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sparkle.cli.services.Trouble;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  private static List<Difference> between(String one, String other) {
    return Difference.between(
        new Layers(EnvFile.parse(one.lines().toList(), "one"), Map.of(), Map.of()).values(),
        new Layers(EnvFile.parse(other.lines().toList(), "other"), Map.of(), Map.of()).values());
  }

  @Test
  void tellsOnlyWhatDiffers() {
    List<Difference> found =
        between(
            """
            # development
            SPARKLE_LLM_MODEL=small
            SPARKLE_LLM_RETRIES=2
            export SPARKLE_CHAT_COALESCE_MS='40'
            """,
            """
            SPARKLE_LLM_MODEL="large"
            SPARKLE_PG_PORT=5432
            """);

    assertEquals(
        List.of(
            new Difference("sparkle.llm.model", "small", "large", false),
            new Difference("sparkle.chat.coalesce-ms", "40", "25", false),
            new Difference("SPARKLE_PG_PORT", null, "5432", false)),
        found);
  }

  @Test
  void tellsOfASecretOnlyThatItDiffers() {
    List<Difference> found =
        between(
            """
            SPARKLE_LLM_API_KEY=sk-one
            SPARKLE_REDIS_URL=redis://:one@h:6379/0
            SPARKLE_MAIL_PASSWORD=same
            """,
            """
            SPARKLE_LLM_API_KEY=sk-two
            SPARKLE_REDIS_URL=redis://:two@h:6379/0
            SPARKLE_MAIL_PASSWORD=same
            """);

    assertEquals(
        List.of("sparkle.llm.api-key", "sparkle.redis.url", "SPARKLE_REDIS_URL"),
        found.stream().map(Difference::name).toList());
    found.forEach(each -> assertEquals(new Difference(each.name(), null, null, true), each));
  }

  @Test
  void namesTheLineThatCannotBeReadAndNotItsText() {
    Trouble wrong =
        assertThrows(
            Trouble.class, () -> EnvFile.parse(List.of("A=b", "hunter2 is my password"), "f"));
    assertEquals("line 2 of f is no NAME=value.", wrong.getMessage());
    assertFalse(wrong.getMessage().contains("hunter2"));
  }
}
