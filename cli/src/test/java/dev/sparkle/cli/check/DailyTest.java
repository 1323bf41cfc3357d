package dev.sparkle.cli.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DailyTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Optional<Baseline> BASELINE =
      Optional.of(
          new Baseline(
              "then",
              "1h",
              Map.of("ANSWERS", 30.0, "FIRST_WORDS", 0.5, "TASKS", 12.0, "HEAP", 40.0)));

  @Test
  void withoutAnyDataNothingIsWell() throws Exception {
    List<Finding> findings = new ArrayList<>();
    findings.add(Alerts.flow(0, 0));
    findings.add(Alerts.watchdog(List.of()));
    findings.addAll(DailyFigures.judge(Map.of(), BASELINE, false));
    findings.addAll(AlertHistory.judge(JSON.createArrayNode(), 0));
    findings.add(Trend.judge(List.of(), List.of(), false));

    assertFalse(new CheckReport("daily", "now", findings).ok());
    List<Finding> judged = findings.stream().filter(each -> each.ok() != null).toList();
    assertEquals(8, judged.size(), judged.toString());
    assertTrue(judged.stream().noneMatch(Finding::ok), judged.toString());
  }

  @Test
  void aQuietDayIsToldAsOneIfNodesAreReached() {
    Map<MainFigure, Double> now =
        Map.of(MainFigure.ANSWERS, 0.0, MainFigure.HEAP, 41.0, MainFigure.TASKS, 0.0);
    List<Finding> findings = DailyFigures.judge(now, BASELINE, true);

    Finding words = of(findings, MainFigure.FIRST_WORDS);
    assertNull(words.ok());
    assertTrue(words.words().contains("nothing of it happened"), words.words());
    assertFalse(of(findings, MainFigure.ANSWERS).ok(), "fewer than in the baseline");
  }

  @Test
  void aCounterThatWasNeverCountedIsNought() {
    List<Finding> findings = DailyFigures.judge(Map.of(MainFigure.HEAP, 41.0), BASELINE, true);

    assertEquals(0, of(findings, MainFigure.ANSWERS).value());
    assertFalse(of(findings, MainFigure.ANSWERS).ok());
    assertTrue(of(findings, MainFigure.TASKS).ok(), "tasks come and go");
  }

  @Test
  void whatIsAlwaysThereMayNotBeMissing() {
    List<Finding> findings = DailyFigures.judge(Map.of(MainFigure.ANSWERS, 30.0), BASELINE, true);

    assertFalse(of(findings, MainFigure.HEAP).ok());
    assertFalse(of(findings, MainFigure.FIRST_WORDS).ok(), "there were answers");
  }

  @Test
  void noAlertCountsOnlyWhereSomebodyWatched() throws Exception {
    JsonNode none = JSON.createArrayNode();
    JsonNode some =
        JSON.readTree("[{\"metric\":{\"alertname\":\"RedisDown\",\"severity\":\"critical\"}}]");

    Finding watched = AlertHistory.judge(none, 93.4).get(0);
    assertTrue(watched.ok());
    assertTrue(watched.words().contains("93.4 % of the time"), watched.words());
    assertFalse(AlertHistory.judge(none, 0).get(0).ok());
    Finding fired = AlertHistory.judge(some, 100).get(0);
    assertFalse(fired.ok());
    assertTrue(fired.todo().contains("RedisDown"), fired.todo());
  }

  @Test
  void theWatchdogIsLookedFor() throws Exception {
    JsonNode alert = JSON.readTree("{\"labels\":{\"alertname\":\"Watchdog\"}}");

    assertTrue(Alerts.watchdog(List.of(alert)).ok());
    assertFalse(Alerts.watchdog(List.of()).ok());
    assertTrue(Alerts.flow(2, 2).ok());
    assertFalse(Alerts.flow(1, 2).ok());
  }

  @Test
  void fewLooksAreNoTrend() {
    Finding few = Trend.judge(List.of(1.0, 2.0), List.of(0.5, 0.6), true);
    assertNull(few.ok());
    assertTrue(few.words().startsWith("not known: 2 looks"), few.words());

    List<Double> hours = IntStream.range(0, 48).mapToObj(i -> i / 2.0).toList();
    assertTrue(Trend.judge(hours, hours.stream().map(h -> 0.5).toList(), true).ok());
    assertFalse(Trend.judge(hours, hours.stream().map(h -> 0.5 + h / 10).toList(), true).ok());
  }

  @Test
  void commentsAreReadByACommandThatIsNamed() {
    Finding some = Feedback.judge(9, 1, 2);
    assertTrue(some.ok());
    assertTrue(some.todo().contains("./sparkle db -c \"" + Feedback.COMMENTS + "\""), some.todo());
    assertEquals("", Feedback.judge(9, 1, 0).todo());
    assertFalse(Feedback.judge(6, 6, 0).ok());
  }

  private static Finding of(List<Finding> findings, MainFigure figure) {
    return findings.stream()
        .filter(each -> each.name().equals(figure.words()))
        .findFirst()
        .orElseThrow();
  }
}
