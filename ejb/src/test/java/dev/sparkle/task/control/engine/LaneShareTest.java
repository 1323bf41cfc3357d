package dev.sparkle.task.control.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LaneShareTest {

  @Property
  void keepsOneStartOfEightHoweverTheyCome(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 50) Integer> turns) {
    LaneShare share = new LaneShare();
    int all = 0;
    int kept = 0;
    for (int places : turns) {
      int now = share.kept(places);
      assertTrue(now <= places);
      kept += now;
      all += places;
      share.started(places);
    }
    assertEquals(all / LaneShare.EVERY, kept);
  }

  @Test
  void lowAndDefaultTakeTurns() {
    LaneShare share = new LaneShare();
    assertEquals(2, share.lane());
    share.started(LaneShare.EVERY);
    assertEquals(1, share.lane());
    share.started(LaneShare.EVERY);
    assertEquals(2, share.lane());
  }
}
