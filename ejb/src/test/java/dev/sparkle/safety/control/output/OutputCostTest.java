package dev.sparkle.safety.control.output;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The figures of docs/safety-output.md: what an answer of 20,000 characters costs. */
class OutputCostTest {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final String ANSWER =
      ("A cell (see page 12) divides in two; in 1945 nobody knew why. Mitosis has four phases [1]."
              + " Write to a.berg@school.org or call 030 1234567 now. 光合作用发生在叶绿体中。\n")
          .repeat(150)
          .substring(0, 20_000);

  @Test
  void staysLinearInTheLengthOfTheAnswer() {
    for (int i = 0; i < 5; i++) {
      nanosPerCharacter(2000, 1);
    }
    double small = nanosPerCharacter(2000, 1);
    double large = nanosPerCharacter(20_000, 1);
    System.out.printf("2,000 characters one by one: %.0f ns a character%n", small);
    System.out.printf("20,000 characters one by one: %.0f ns a character%n", large);
    System.out.printf("20,000 in chunks of 4: %.0f ns%n", nanosPerCharacter(20_000, 4));
    System.out.printf("20,000 at once: %.0f ns%n", nanosPerCharacter(20_000, 20_000));
    // ten times for the machine's moods; a rescan of the answer would make it hundreds
    assertTrue(large < 10 * small, small + " ns, then " + large + " ns");
  }

  @Test
  void tellsWhatEachRoomCosts() {
    for (int round = 0; round < 3; round++) {
      print("sieve alone", List.of());
      print("and phrases", List.of(new PhraseGuard()));
      print("and harm", List.of(HarmGuard.of(OutputPolicy.shipped())));
      print("and canary", List.of(new CanaryGuard(List.of("7f3a9c1be04d5826aa91c3d7"))));
    }
  }

  private static void print(String name, List<Guard> guards) {
    OutputFilter filter = new OutputFilter(OutputPolicy.shipped(), OwnWords.none(), guards);
    long start = worked();
    filter.push(ANSWER);
    filter.finish();
    System.out.printf("%s: %d us%n", name, (worked() - start) / 1000);
  }

  private static double nanosPerCharacter(int length, int chunk) {
    List<String> chunks = new ArrayList<>();
    for (int i = 0; i < length; i += chunk) {
      chunks.add(ANSWER.substring(i, Math.min(length, i + chunk)));
    }
    long start = worked();
    OutputFilterTest.run(OutputFilterTest.filter(), chunks);
    return (worked() - start) / (double) length;
  }

  /** The processor's time of this thread: by the clock, it would be who else is on the core. */
  private static long worked() {
    return THREADS.getCurrentThreadCpuTime();
  }
}
