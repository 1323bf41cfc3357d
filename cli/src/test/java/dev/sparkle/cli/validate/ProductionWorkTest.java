package dev.sparkle.cli.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProductionWorkTest {

  private static final String TOLD =
      """
      {"drill": "production", "ok": %s, "recovery": {}, "breaches": [], "breachCount": 0,
       "expected": [{"words": "harden check fails nothing", "ok": %s, "seen": ""}],
       "counts": {"paths asked for": 25}, "forPeople": ["run it as an ordinary user"]}
      """;

  private static List<Reading> readings(boolean ok) throws Exception {
    return ProductionWork.figures(new ObjectMapper().readTree(TOLD.formatted(ok, ok)), ok ? 0 : 1);
  }

  @Test
  void whatIsLeftToPeopleIsToldAndIsNeitherKeptNorMissed() throws Exception {
    List<Reading> readings = readings(true);

    assertEquals(
        List.of(
            "harden check fails nothing",
            "a person must confirm: run it as an ordinary user",
            "paths asked for"),
        readings.stream().map(Reading::name).toList());
    assertEquals("", readings.get(1).floor());
    assertEquals(Verdict.PASSED, Outcome.of(readings).verdict());
  }

  @Test
  void whatWasNotAsExpectedMissesTheStep() throws Exception {
    assertFalse(readings(false).get(0).floorKept());
    assertEquals(Verdict.MISSED, Outcome.of(readings(false)).verdict());
  }

  @Test
  void whatToldNothingHasNoFigure() throws Exception {
    assertTrue(ProductionWork.figures(new ObjectMapper().readTree("{}"), 0).isEmpty());
  }
}
