package dev.sparkle.cli.bench.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sparkle.cli.fakellm.EmissionWord;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HearingTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private final Tally tally = new Tally();
  private final Hearing hearing = new Hearing(tally, 75_000);

  @Test
  void tellsHowLongAfterTheNextTokenAHeldWordCame() {
    hear(53, 0);
    hear(106, 50);
    assertEquals(53, tally.heard.quantile(0.5), 2);
    assertEquals(1, tally.added.count());
    assertEquals(3, tally.added.quantile(1), 0.2);
  }

  @Test
  void countsTheWholeAgeOfAWordThatDidNotWaitForTheNext() {
    hear(7, 0);
    hear(57, 50);
    assertEquals(7, tally.added.quantile(1), 0.2);
  }

  @Test
  void takesWordsThatCameTogether() {
    hearing.words(said(0) + " " + said(50) + " " + said(100), START.plusMillis(130));
    assertEquals(2, tally.added.count());
    assertEquals(30, tally.added.quantile(0.5), 1);
    assertEquals(80, tally.added.quantile(1), 1);
  }

  @Test
  void comparesNeighboursOnly() {
    hear(7, 0);
    hear(207, 200);
    assertEquals(0, tally.added.count());
    hear(260, 250);
    assertEquals(1, tally.added.count());
  }

  @Test
  void doesNotMixAnswers() {
    hear(7, 0);
    hearing.begin();
    hear(5_000, 4_990);
    assertEquals(0, tally.added.count());
    assertEquals(2, tally.heard.count());
  }

  private void hear(long atMillis, long saidMillis) {
    hearing.words("a frame with " + said(saidMillis), START.plusMillis(atMillis));
  }

  private static String said(long millis) {
    return EmissionWord.at(START.plusMillis(millis));
  }
}
