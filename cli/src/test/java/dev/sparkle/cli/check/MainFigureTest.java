package dev.sparkle.cli.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainFigureTest {

  @Test
  void isWorseByHalfAsMuchAgainIfThatCounts() {
    assertTrue(MainFigure.FIRST_WORDS.isAsGood(2.9, 2));
    assertFalse(MainFigure.FIRST_WORDS.isAsGood(3.1, 2));
    assertTrue(MainFigure.FIRST_WORDS.isAsGood(0.4, 0.1), "0.3 s more count for nothing");
    assertFalse(MainFigure.ANSWERS.isAsGood(5, 30), "fewer answers are worse");
    assertTrue(MainFigure.ANSWERS.isAsGood(90, 30));
    assertTrue(MainFigure.TASKS.isAsGood(0, 100), "tasks come and go");
  }

  @Test
  void aWorseFigureComesWithAdvice() {
    Finding worse = DailyFigures.compared(MainFigure.DEAD, 20, 0);
    Finding same = DailyFigures.compared(MainFigure.DEAD, 0, 0);

    assertFalse(worse.ok());
    assertTrue(worse.todo().contains("DeadLetters"), worse.todo());
    assertTrue(same.ok());
    assertEquals("", same.todo());
  }

  @Test
  void theBaselineIsKept(@TempDir Path folder) {
    Baseline baseline = new Baseline("now", "1h", Map.of("ANSWERS", 12.5));
    Path file = folder.resolve("baseline.json");

    baseline.write(file);

    assertEquals(baseline, Baseline.read(file).orElseThrow());
    assertTrue(Baseline.read(folder.resolve("none.json")).isEmpty());
  }

  @Test
  void errorsInTheLogAreJudgedAndWarningsTold() throws Exception {
    List<Finding> findings =
        Hour4Command.anomalies(
            List.of(
                "{\"loglevel\":\"WARNING\",\"module\":\"dev.sparkle.Layers\"}",
                "{\"loglevel\":\"SEVERE\",\"module\":\"dev.sparkle.task.Dispatcher\"}",
                ""));

    assertFalse(findings.get(0).ok());
    assertEquals("{Dispatcher=1}", findings.get(0).words());
    assertEquals("{Layers=1}", findings.get(1).words());
    assertTrue(Hour4Command.anomalies(List.of()).get(0).ok());
  }

  @Test
  void aReportIsWellIfNothingJudgedIsBad() {
    Finding told = Finding.told("cores", 1.5, "");
    Finding bad = Finding.judged("errors", false, "3", "look");

    assertTrue(new CheckReport("x", "now", List.of(told)).ok());
    assertEquals(1, new CheckReport("x", "now", List.of(told, bad)).exitCode());
  }
}
