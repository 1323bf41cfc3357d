package dev.sparkle.safety.control.output;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of the prompt each running answer keeps in memory. */
class LeakSizeTest {

  private static final int ANSWERS = 200;
  private static final int MOST_KIB = 1000;

  @Test
  void aThousandAnswersFitIntoMemory() {
    String instructions =
        java.util.stream.IntStream.range(0, 150)
            .mapToObj(i -> "Instruction " + Integer.toString(i * 7919, 36) + " of the tutor.")
            .collect(java.util.stream.Collectors.joining(" "));
    List<LeakGuard> kept = new ArrayList<>();
    kept.add(LeakGuard.of(instructions, List.of("7f3a9c1be04d5826aa91c3d7"), List.of()));
    long before = used();
    for (int i = 0; i < ANSWERS; i++) {
      kept.add(LeakGuard.of(instructions + i, List.of("7f3a9c1be04d5826aa91c3d7"), List.of()));
    }
    long each = (used() - before) / ANSWERS / 1024;
    System.out.println("leak guard of " + instructions.length() + " characters: " + each + " KiB");
    assertTrue(each < MOST_KIB, each + " KiB of each of " + kept.size());
  }

  private static long used() {
    System.gc();
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
