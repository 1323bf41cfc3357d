package dev.sparkle.cli.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandWorkTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void knowsWhichCommandsThereAre() {
    assertNotNull(CommandWork.find(List.of("status")));
    assertNotNull(CommandWork.find(List.of("drill", "redis")));
    assertNotNull(CommandWork.find(List.of("safety", "eval", "some/folder")));
    assertNotNull(CommandWork.find(List.of("bench", "tasks", "--only", "1")));
    assertNull(CommandWork.find(List.of("levitate")));
    assertNull(CommandWork.find(List.of("drill", "levitate")));
  }

  @Test
  void aCommandThatJudgesItselfIsMissedWhenItEndsBadlyAlthoughItsFiguresAreGood() {
    CommandWork judging = CommandWork.judging("drill redis", (told, exit) -> good());
    CommandWork measuring = CommandWork.measuring("bench tasks", (told, exit) -> good());

    assertEquals(Verdict.PASSED, judging.judge(0, MissingNode.getInstance(), "").verdict());
    assertEquals(Verdict.MISSED, judging.judge(1, MissingNode.getInstance(), "").verdict());
    assertEquals(Verdict.PASSED, measuring.judge(1, MissingNode.getInstance(), "").verdict());
  }

  @Test
  void whatToldNoFigureHasFailedAndWhatTheMachineLacksIsNotRun() {
    CommandWork work = CommandWork.judging("drill disk", Readers::drill);

    assertEquals(Verdict.FAILED, work.judge(0, MissingNode.getInstance(), "").verdict());
    assertEquals(Verdict.FAILED, work.judge(6, MissingNode.getInstance(), "").verdict());
    Outcome lacking = work.judge(4, MissingNode.getInstance(), "it needs root");
    assertEquals(Verdict.NOT_RUN, lacking.verdict());
    assertTrue(lacking.why().contains("it needs root"), lacking.why());
    assertEquals(
        Verdict.FAILED, work.judge(SparkleRun.TOO_LONG, MissingNode.getInstance(), "").verdict());
  }

  @Test
  void aDrillIsHeldAgainstThePlansFloors() throws Exception {
    String told =
        """
        {"drill":"redis","ok":true,"expected":[{"words":"answers begin","ok":true,"seen":""}],
         "recovery":{"until /health said that Redis is back":31.5},
         "counts":{"tasks acknowledged":100},"breaches":[],"breachCount":0}
        """;

    Outcome outcome =
        CommandWork.judging("drill redis", Readers::drill).judge(0, JSON.readTree(told), "");

    assertEquals(Verdict.MISSED, outcome.verdict());
    assertTrue(
        outcome.why().contains("until /health said that Redis is back: 31.5 s (< 30 s)"),
        outcome.why());
  }

  private static List<Reading> good() {
    return List.of(Reading.yes("all is well", true));
  }
}
