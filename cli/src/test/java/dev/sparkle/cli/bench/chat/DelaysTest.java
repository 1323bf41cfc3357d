package dev.sparkle.cli.bench.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DelaysTest {

  @Property
  void quantilesAreNeverTooSmallAndAtMostOnePartIn32TooLarge(
      @ForAll @Size(min = 1, max = 200) long[] micros,
      @ForAll @LongRange(min = 1, max = 100) long percent) {
    Delays delays = new Delays();
    long[] times = Arrays.stream(micros).map(each -> Math.floorMod(each, 1L << 40)).toArray();
    Arrays.stream(times).forEach(delays::add);
    Arrays.sort(times);
    double share = percent / 100.0;
    double exact = times[(int) Math.max(1, Math.ceil(share * times.length)) - 1] / 1e3;
    double told = delays.quantile(share);
    assertTrue(told >= exact, told + " < " + exact);
    assertTrue(told <= exact * (1 + 1 / 32.0), told + " is far above " + exact);
  }

  @Test
  void tellsWhatIsBelow64MicrosecondsAndTheLargestExactly() {
    Delays delays = new Delays();
    for (long micros = 1; micros <= 60; micros++) {
      delays.add(micros);
    }
    delays.add(1_234_567);
    assertEquals(0.031, delays.quantile(0.5));
    assertEquals(1234.567, delays.quantile(1));
    assertEquals(61, delays.count());
  }

  @Test
  void countsATimeBeforeTheStartAsNone() {
    Delays delays = new Delays();
    delays.add(-5);
    assertEquals(0, delays.quantile(1));
  }

  @Test
  void isNoNumberWithoutTimes() {
    assertTrue(Double.isNaN(new Delays().quantile(0.5)));
  }
}
