package dev.sparkle.task.control.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DoubtsTest {

  private static final long POLL_MILLIS = 1000;

  private long now = Long.MAX_VALUE - 5; // nanoTime may be anything, and pass over
  private final Doubts doubts = new Doubts(() -> now, POLL_MILLIS);

  private void pass(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void isSureUntilADoubtArisesAndAfterItIsSettled() {
    assertFalse(doubts.areOpen());
    assertFalse(doubts.areDue());
    doubts.arise();
    assertTrue(doubts.areOpen());
    assertTrue(doubts.areDue());
    doubts.settle(doubts.seen());
    assertFalse(doubts.areOpen());
    assertFalse(doubts.areDue());
  }

  @Test
  void doubtThatArisesWhileOthersAreSettledStays() {
    doubts.arise();
    long seen = doubts.seen();
    doubts.arise();
    doubts.settle(seen);
    assertTrue(doubts.areOpen());
    assertTrue(doubts.areDue(), "at once, not at the next poll");
    doubts.settle(doubts.seen());
    assertFalse(doubts.areOpen());
  }

  @Test
  void arisesAgainAtEachPollForWhatIsCommittedLate() {
    doubts.arise();
    doubts.settle(doubts.seen());
    pass(POLL_MILLIS - 1);
    assertFalse(doubts.areDue());
    pass(1);
    assertFalse(doubts.areOpen(), "nothing is refused before it is looked again");
    assertTrue(doubts.areDue());
    assertTrue(doubts.areOpen(), "nothing is promised during the look");
    doubts.settle(doubts.seen());
    assertFalse(doubts.areDue());
    assertEquals(Doubts.LATE_MINUTES * 60L, 1 + looksUntilQuiet());
  }

  @Test
  void lastLookComesAfterTheTimeHoweverLateThePollIs() {
    doubts.arise();
    doubts.settle(doubts.seen());
    pass(TimeUnit.MINUTES.toMillis(Doubts.LATE_MINUTES) * 2);
    assertEquals(1, looksUntilQuiet());
  }

  @Test
  void furtherDoubtBeginsTheTimeAnew() {
    doubts.arise();
    doubts.settle(doubts.seen());
    looksUntilQuiet();
    doubts.arise();
    doubts.settle(doubts.seen());
    pass(POLL_MILLIS);
    assertEquals(Doubts.LATE_MINUTES * 60L, looksUntilQuiet());
  }

  private long looksUntilQuiet() {
    long looks = 0;
    for (int poll = 0; poll < 10_000; poll++) {
      if (doubts.areDue()) {
        looks++;
        doubts.settle(doubts.seen());
      }
      pass(POLL_MILLIS);
    }
    assertFalse(doubts.areOpen());
    return looks;
  }
}
