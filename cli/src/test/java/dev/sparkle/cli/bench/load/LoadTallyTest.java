package dev.sparkle.cli.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LoadTallyTest {

  private final LoadTally tally = new LoadTally();
  private final Limit limit = new Limit(2000, 1);

  @Test
  void countsWhatDoesNotEndWellAndPagesThatAreRefused() {
    for (int i = 0; i < 98; i++) {
      tally.firstWords(1000);
      tally.ended("done", 5000);
    }
    tally.ended("failed", 5000);
    tally.uploaded(false);

    LoadTally.Counts counts = tally.take();

    assertEquals(2, counts.errorPercent(), 0.01);
    assertFalse(limit.holds(counts));
    assertEquals(0, tally.take().ended(), "it begins anew");
  }

  @Test
  void isBeyondTheLimitWhenWordsAreLateOrNoneCome() {
    assertFalse(limit.holds(tally.take()));
    tally.firstWords(2_500_000);
    tally.ended("done", 3_000_000);
    assertFalse(limit.holds(tally.take()));
    tally.firstWords(1_500_000);
    tally.ended("done", 3_000_000);
    assertTrue(limit.holds(tally.take()));
  }
}
