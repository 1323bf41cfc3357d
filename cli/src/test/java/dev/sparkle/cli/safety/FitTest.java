package dev.sparkle.cli.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.safety.Fit.Row;
import dev.sparkle.safety.control.input.Combination;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FitTest {

  /** Neither part alone is enough for an attack; innocent texts have one of them at most. */
  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(new Row(true, "jailbreak", 0.4, 0.2, 0.3));
      rows.add(new Row(false, "ordinary", 0, i == 0 ? 0.4 : 0.01, 0.001));
      rows.add(new Row(false, "education", 0, 0.01, i == 0 ? 0.45 : 0.001));
    }
    return rows;
  }

  @Test
  void findsWhatNoPartFindsAloneAndKeepsToTheLimits() {
    Fit fit = new Fit(rows(), Map.of("ordinary", 0.01, "education", 0.0));

    Combination best = fit.best(true).combination();

    assertEquals(Map.of("jailbreak", 1.0), fit.found(best));
    assertTrue(fit.alarms(best).get("ordinary") <= 0.01, fit.alarms(best).toString());
    assertEquals(0.0, fit.alarms(best).get("education"));
  }

  @Test
  void raisesNoAlarmThatTheLimitsLeaveNoRoomFor() {
    List<Row> rows = rows();
    rows.add(new Row(false, "hard_roleplay", 0.4, 0.2, 0.3)); // as suspicious as an attack
    Fit fit = new Fit(rows, Map.of("hard_", 0.0));

    Combination best = fit.best(true).combination();

    assertEquals(0.0, fit.alarms(best).get("hard_"));
    assertEquals(0.0, fit.found(best).get("jailbreak"));
  }

  @Test
  void countsWhatAPartFindsAlone() {
    Fit fit = new Fit(List.of(new Row(false, "ordinary", 1, 0, 0)), Map.of("ordinary", 0.5));

    assertEquals(1.0, fit.alarms(fit.best(true).combination()).get("ordinary"));
  }
}
