package dev.sparkle.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.front.FrontServer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SharesTest {

  @Property
  void weightsGiveTheShareWithinTwoPoints(
      @ForAll @IntRange(max = 100) int percent,
      @ForAll @IntRange(min = 1, max = 8) int old,
      @ForAll @IntRange(min = 1, max = 8) int fresh) {
    Shares shares = Shares.of(percent, old, fresh);
    assertTrue(shares.old() >= 0 && shares.old() <= FrontServer.MOST, shares.toString());
    assertTrue(shares.fresh() >= 0 && shares.fresh() <= FrontServer.MOST, shares.toString());
    double all = shares.old() * old + shares.fresh() * fresh;
    assertEquals(percent, shares.fresh() * fresh / all * 100, 2.0, shares.toString());
  }

  @Property
  void allAndNothingAreExact(
      @ForAll @IntRange(min = 1, max = 8) int old, @ForAll @IntRange(min = 1, max = 8) int fresh) {
    assertEquals(new Shares(FrontServer.MOST, 0), Shares.of(0, old, fresh));
    assertEquals(new Shares(0, FrontServer.MOST), Shares.of(100, old, fresh));
  }
}
