package dev.sparkle.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.services.Trouble;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StepBoardTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void pipedItPrintsALineWhenAStepEndsAndNothingBefore() {
    StepBoard board = board(false);
    Step build = board.begin("build");
    Step redis = board.begin("Redis");
    build.now("web (4 of 6)");
    assertEquals("", text());
    nanos.addAndGet(400_000_000);
    redis.named("Redis 7.0.15").done("127.0.0.1:16379", "");
    nanos.addAndGet(40_800_000_000L);
    build.done("6 modules", "cold");
    board.close();
    assertEquals(
        """
                  ✓ Redis 7.0.15                         127.0.0.1:16379              0.4 s
                  ✓ build                                6 modules                   41.2 s   cold
                """,
        text());
  }

  @Test
  void saysWhatIsInTheWayAndWhatToDo() {
    StepBoard board = board(false);
    board
        .begin("Open Liberty")
        .failed(
            new Trouble(
                5,
                "port 8080 is taken by process 4711 (nginx).",
                "Free it, or choose another: SPARKLE_HTTP_PORT=8081 ./sparkle up"));
    assertEquals(
        """
                  ✗ Open Liberty    port 8080 is taken by process 4711 (nginx).
                    Free it, or choose another: SPARKLE_HTTP_PORT=8081 ./sparkle up
                """,
        text());
  }

  @Test
  void onATerminalItDrawsOverAndLeavesOnlyEndedSteps() {
    StepBoard board = board(true);
    Step first = board.begin("first");
    Step second = board.begin("second");
    second.done("ok", "");
    board.close();
    first.done("too late", "");
    String shown = text();
    assertTrue(shown.contains("\u001b[2A\r\u001b[J"), "two lines are drawn over");
    String last = shown.substring(shown.lastIndexOf("\u001b[J"));
    assertTrue(last.contains("second") && last.contains("\u001b[32m✓"));
    assertFalse(last.contains("first"));
    assertFalse(shown.contains("too late"));
  }

  @Test
  void cutsARunningLineToTheWidthOfTheTerminal() {
    Step step = board(true).begin("step");
    step.now("x".repeat(200));
    Terminal narrow = new Terminal(System.out, true, false, 60);
    assertEquals(59, step.render(narrow, "⠋").length());
  }

  @Test
  void givesTimesTheirUnit() {
    assertEquals("0.4 s", Figures.took(Duration.ofMillis(400)));
    assertEquals("2 min 5 s", Figures.took(Duration.ofSeconds(125)));
    assertEquals("38 s", Figures.lasts(Duration.ofSeconds(38)));
    assertEquals("8 min", Figures.lasts(Duration.ofSeconds(500)));
    assertEquals("3 days", Figures.lasts(Duration.ofHours(72)));
    assertEquals("0.4 ms", Figures.answered(Duration.ofNanos(400_000)));
    assertEquals("1 module", Figures.counted(1, "module", "modules"));
  }

  private StepBoard board(boolean live) {
    return new StepBoard(
        new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), live, live, 100),
        nanos::get);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
