package dev.sparkle.task.control.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.platform.control.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DeskTest {

  private static final long SLOW = TimeUnit.SECONDS.toNanos(2);
  private static final long QUICK = TimeUnit.MICROSECONDS.toNanos(20);

  private static Claimed task(int lane) {
    return new Claimed(
        UUID.randomUUID(), "t", "q", lane, 0, 1, 1, 0, 0, null, 1, false, false, null, "{}", null);
  }

  @Property
  void handsOutByLaneAndThenByArrival(
      @ForAll @Size(max = 50) List<@IntRange(max = 2) Integer> lanes) {
    Desk desk = new Desk("q", 1);
    List<Claimed> tasks = new ArrayList<>();
    for (int lane : lanes) {
      Claimed next = task(lane);
      tasks.add(next);
      desk.add(next);
    }
    tasks.sort(Comparator.comparingInt(Claimed::lane));
    for (Claimed expected : tasks) {
      assertEquals(expected, desk.next());
    }
    assertNull(desk.next());
  }

  @Test
  void claimsNothingWhileItIsHeldWhateverTheQueueIsSetTo() {
    Desk desk = new Desk("q", 10);
    desk.hold(true);
    assertTrue(desk.places().isEmpty());
    desk.set(20, false);
    assertTrue(desk.places().isEmpty());
    desk.looked(desk.stirs(), true);
    assertFalse(desk.promise());

    desk.hold(false);
    assertTrue(desk.promise());
    desk.stir();
    assertEquals(19, desk.places().orElseThrow().free());
    desk.set(20, true);
    assertTrue(desk.places().isEmpty());
  }

  @Test
  void claimsNoMoreLongTasksThanItRuns() {
    Desk desk = new Desk("q", 10);
    assertEquals(10, desk.places().orElseThrow().free());
    for (int each = 0; each < 10; each++) {
      desk.add(task(1));
      desk.next();
    }
    assertTrue(desk.places().isEmpty());
    desk.finished(SLOW);
    assertEquals(1, desk.places().orElseThrow().free());
  }

  @Test
  void claimsAheadWhileTasksAreShortAndStopsAtTheFirstLongOne() {
    Desk desk = new Desk("q", 10);
    for (int each = 0; each < 300; each++) {
      desk.add(task(1));
      desk.next();
      desk.finished(QUICK);
    }
    assertEquals(Settings.Tasks.LARGEST_BATCH, desk.places().orElseThrow().free());
    desk.add(task(1));
    desk.next();
    desk.finished(SLOW);
    assertEquals(10, desk.places().orElseThrow().free());
  }

  @Test
  void pausedDeskClaimsNothing() {
    Desk desk = new Desk("q", 10);
    desk.set(10, true);
    assertTrue(desk.places().isEmpty());
    desk.set(2, false);
    assertEquals(2, desk.places().orElseThrow().free());
  }

  @Test
  void startsOneRunnerAtATimeAndAsManyAsThereIsWorkAndRoomFor() {
    Desk desk = new Desk("q", 2);
    assertFalse(desk.needsRunner());
    desk.add(task(1));
    desk.add(task(1));
    desk.add(task(1));
    assertTrue(desk.needsRunner());
    assertFalse(desk.needsRunner(), "the first has not taken its task");
    desk.next();
    assertTrue(desk.needsRunner());
    desk.next();
    assertFalse(desk.needsRunner(), "two run");
  }

  private static Desk drained(int concurrency) {
    Desk desk = new Desk("q", concurrency);
    desk.looked(desk.stirs(), true);
    return desk;
  }

  @Test
  void promisesNoMorePlacesThanThreads() {
    Desk desk = drained(2);
    assertTrue(desk.promise());
    assertTrue(desk.promise());
    assertFalse(desk.promise());
    desk.release();
    desk.keep(task(1));
    assertTrue(desk.promise());
    assertFalse(desk.promise(), "one waits for its thread, and one comes");
  }

  @Test
  void promisesNothingWhileSomethingMayWaitInTheQueue() {
    assertFalse(new Desk("q", 2).promise(), "never looked");
    Desk desk = drained(2);
    desk.stir();
    assertFalse(desk.promise(), "something came");
    int before = desk.stirs();
    desk.stir();
    desk.looked(before, true);
    assertFalse(desk.promise(), "something came during the look");
    desk.looked(desk.stirs(), false);
    assertFalse(desk.promise(), "there was more than could be claimed");
    desk.looked(desk.stirs(), true);
    assertTrue(desk.promise());
  }

  @Test
  void claimsNothingWhereNothingIsAndNotForWhatIsPromised() {
    Desk desk = drained(3);
    assertTrue(desk.promise());
    assertTrue(desk.places().isEmpty());
    desk.stir();
    assertEquals(2, desk.places().orElseThrow().free());
  }

  @Test
  void pausedDeskPromisesNothing() {
    Desk desk = drained(2);
    desk.set(2, true);
    assertFalse(desk.promise());
  }

  @Test
  void holdsNoMoreThanItsBatch() {
    Desk desk = new Desk("q", 10, 64);
    for (int each = 0; each < 300; each++) {
      desk.add(task(1));
      desk.next();
      desk.finished(QUICK);
    }
    assertEquals(64, desk.places().orElseThrow().free());
  }
}
