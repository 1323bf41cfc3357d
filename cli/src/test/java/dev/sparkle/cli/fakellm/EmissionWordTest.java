package dev.sparkle.cli.fakellm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class EmissionWordTest {

  @Property
  void tellsHowLongItWasOnItsWay(
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long saidMillis,
      @ForAll @LongRange(min = 0, max = 600_000) long millis) {
    Instant said = Instant.ofEpochMilli(saidMillis);
    String text = "Plants " + EmissionWord.at(said) + " need";
    assertEquals(List.of(millis * 1000), ages(text, said.plusMillis(millis)));
  }

  @Test
  void findsEachInAFrame() {
    Instant now = Instant.parse("2026-01-02T03:04:05Z");
    String frame =
        "{\"text\":\"%s a %s\"}"
            .formatted(
                EmissionWord.at(now.minus(Duration.ofMillis(80))),
                EmissionWord.at(now.minus(Duration.ofMillis(30))));
    assertEquals(List.of(80_000L, 30_000L), ages(frame, now));
  }

  @Test
  void passesOverWhatIsNone() {
    assertTrue(ages("zq12345 zqabc zq", Instant.EPOCH).isEmpty());
  }

  private static List<Long> ages(String text, Instant now) {
    List<Long> ages = new ArrayList<>();
    EmissionWord.ages(text, now, ages::add);
    return ages;
  }
}
