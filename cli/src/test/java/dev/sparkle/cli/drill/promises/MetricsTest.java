package dev.sparkle.cli.drill.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.monitoring.Scrape;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {

  private static final String PAGE =
      """
      # Metrics

      ## Sparkle's own

      | metric | kind |
      |---|---|
      | `worker_up` | gauge |
      | `task_wait_seconds` | timer |

      ## Liberty's

      | `thread_count` | threads |
      """;

  @TempDir private Path root;

  @Test
  void namesWhatIsDocumentedAndNotShown() throws Exception {
    Files.createDirectories(root.resolve("docs"));
    Files.writeString(root.resolve("docs/metrics.md"), PAGE);
    Scrape scrape =
        Scrape.parse("# TYPE x gauge\ntask_wait_seconds_count{type=\"a\"} 3\nother 1\n");

    Promise promise = Metrics.of(root, scrape);

    assertEquals(1, promise.kept());
    assertEquals(2, promise.of());
    assertEquals(50, promise.value());
    assertTrue(promise.broken().contains("worker_up"), promise.broken());
    assertFalse(promise.isKept());
  }

  @Test
  void readsSeriesByTheirLabels() {
    Scrape scrape =
        Scrape.parse(
            """
            # HELP n words
            n{layer="input",verdict="blocked"} 2.0
            n{layer="output"} 3
            n{layer="input",verdict="allowed"} 5
            """);

    assertEquals(7, scrape.sum("n", "layer=\"input\""));
    assertEquals(2, scrape.sum("n", "layer=\"input\"", "verdict=\"blocked\""));
    assertEquals(0, scrape.sum("m"));
  }

  @Test
  void aLineOfTheLogIsCompleteWithAllItsIds() {
    String line =
        "{\"ext_request_id\":\"r\",\"ext_trace_id\":\"t\",\"ext_account\":\"a\","
            + "\"ext_generation_id\":\"g\"}";

    assertEquals("g", MaskedAnswers.complete(line));
    assertEquals("", MaskedAnswers.complete(line.replace("ext_trace_id", "trace")));
    assertEquals("", MaskedAnswers.complete("words"));
    assertEquals("", MaskedAnswers.complete("{\"ext_request_id\":"));
  }

  @Test
  void aPromiseOfNothingIsNotKept() {
    assertFalse(new Promise("QUOTA", "none", 0, 0, "").isKept());
  }
}
