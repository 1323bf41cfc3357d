package dev.sparkle.cli.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was counted within the last minute or so, or since it was begun if that is less: old trouble
 * is forgotten, and trouble of this minute is not thinned out by a good hour. And what was counted
 * since it was begun: where few come, a minute never has enough to judge by.
 */
final class Window {

  private record Mark(Instant at, Counts fresh, Counts old) {}

  private final Duration length;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private Mark first;

  Window(Duration length) {
    this.length = length;
  }

  /** Everything before counts no more. */
  void begin() {
    marks.clear();
    first = null;
  }

  /**
   * Takes in what is counted by now.
   *
   * @return what came within the window: of the new side, and of the old; and what came since the
   *     beginning, likewise
   */
  Counts[] look(Instant now, Counts fresh, Counts old) {
    marks.addLast(new Mark(now, fresh, old));
    first = first == null ? marks.peekFirst() : first;
    // the last mark that is as old as the window stays: the window is never shorter than its length
    while (marks.size() > 2 && !second().at().isAfter(now.minus(length))) {
      marks.removeFirst();
    }
    Mark from = marks.peekFirst();
    return new Counts[] {
      fresh.since(from.fresh()),
      old.since(from.old()),
      fresh.since(first.fresh()),
      old.since(first.old())
    };
  }

  private Mark second() {
    return marks.stream().skip(1).findFirst().orElseThrow();
  }
}
