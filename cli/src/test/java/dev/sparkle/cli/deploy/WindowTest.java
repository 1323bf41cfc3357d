package dev.sparkle.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WindowTest {

  private static final Instant START = Instant.parse("2026-11-26T06:00:00Z");

  private final Window window = new Window(Duration.ofSeconds(60));

  private static Counts requests(long number) {
    return new Counts(number, 0, 0, 0, 0, 0, new TreeMap<>());
  }

  private long look(int second, long number) {
    return window.look(START.plusSeconds(second), requests(number), Counts.NONE)[0].requests();
  }

  @Test
  void countsFromItsBeginningAndThenTheLastMinute() {
    assertEquals(0, look(0, 1000));
    assertEquals(5, look(30, 1005));
    assertEquals(10, look(60, 1010));
    assertEquals(10, look(90, 1015));
    assertEquals(105, look(150, 1120), "what was at 90 s is the last that is a minute old");
  }

  @Test
  void countsSinceItsBeginningAsWell() {
    for (int each = 0; each < 10; each++) {
      look(each * 60, 1000 + each * 4);
    }
    Counts[] seen = window.look(START.plusSeconds(600), requests(1040), Counts.NONE);
    assertEquals(4, seen[0].requests());
    assertEquals(40, seen[2].requests());
    window.begin();
    look(660, 1044);
    assertEquals(1, window.look(START.plusSeconds(670), requests(1045), Counts.NONE)[2].requests());
  }

  @Test
  void forgetsEverythingWhenItBeginsAnew() {
    look(0, 10);
    window.begin();
    assertEquals(0, look(10, 500));
  }

  @Test
  void aNodeThatBeganAnewCountsNothingNegative() {
    look(0, 1000);
    assertEquals(0, look(10, 3));
  }
}
