package dev.sparkle.cli.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeLogTest {

  private static final String LAUNCHED =
      "[1/1/26, 11:57:00:000 UTC] 00000001 FrameworkManager A CWWKE0001I: The server sparkle has"
          + " been launched.";

  private static final String ASKED =
      "[1/1/26, 11:59:59:000 UTC] 00000013 FrameworkManager A CWWKE0085I: The server sparkle is"
          + " stopping because the JVM is exiting.";

  private static final String GOODBYE =
      "[1/1/26, 12:00:00:000 UTC] 00000001 FrameworkManager A CWWKE0036I: The server sparkle"
          + " stopped after 3 minutes.";

  @Test
  void tellsAStopFromADeath() {
    assertTrue(NodeLog.saidGoodbye(List.of("begins", GOODBYE, "a late thread")));
    assertFalse(NodeLog.saidGoodbye(List.of("begins", "works")));
    assertFalse(NodeLog.saidGoodbye(List.of()));
  }

  @Test
  void doesNotTakeAnEarlierGoodbyeForTheLastOne() {
    List<String> lines = new ArrayList<>(List.of(GOODBYE));
    lines.add(LAUNCHED);
    lines.add("works again");
    assertFalse(NodeLog.saidGoodbye(lines));
  }

  /** Liberty's last line may be missing: the JVM does not wait for the thread that writes it. */
  @Test
  void knowsAStopWithoutTheLastLine() {
    List<String> lines = new ArrayList<>(List.of(LAUNCHED, "works", ASKED));
    lines.addAll(Collections.nCopies(50, "tears something down"));
    assertTrue(NodeLog.saidGoodbye(lines));
  }

  @Test
  void namesTheCauseOfADeathIfTheLogDoes() {
    assertEquals(
        "java.lang.OutOfMemoryError: Java heap space",
        NodeLog.causeOfDeath(
            List.of("works", "Terminating due to java.lang.OutOfMemoryError: Java heap space")));
    assertEquals(
        "CWWKO0221E: The port is taken",
        NodeLog.causeOfDeath(List.of("12:00 E CWWKO0221E: The port is taken.")));
    assertEquals(
        "its log names no cause, as when it is killed", NodeLog.causeOfDeath(List.of("works")));
  }

  @Test
  void readsWhatJsonLinesSay() {
    String line =
        "{\"message\":\"CWWKZ0002E: It does not start.\",\"ibm_stackTrace\":"
            + "\"a.B: x\\n\\tat c.D\\nCaused by: java.io.IOException: no room\",\"module\":\"m\"}";

    assertEquals(
        List.of(
            "CWWKZ0002E: It does not start.",
            "a.B: x",
            "\tat c.D",
            "Caused by: java.io.IOException: no room"),
        NodeLog.words(line).toList());
    assertEquals("no room", NodeLog.reason(NodeLog.words(line).toList()));
    assertEquals(List.of("{half"), NodeLog.words("{half").toList());
  }
}
