package dev.sparkle.task.control.engine;

import java.time.Duration;

/**
 * Keeps the lower lanes from starving. High starts before default, and default before low; but one
 * start of {@value #EVERY} is kept for a task that has been due for longer than a minute and whose
 * lane would not have its turn: the low and the default lane take turns at it.
 */
public final class LaneShare {

  /** One start of so many. */
  public static final int EVERY = 8;

  /** A task that is due for so long starves. */
  public static final Duration STARVING = Duration.ofMinutes(1);

  private int started;
  private boolean low;

  /**
   * How many of the next starts are kept for starving tasks.
   *
   * @param places that are free
   */
  public int kept(int places) {
    return (started + places) / EVERY;
  }

  /** The lane whose turn it is: 2 is low, 1 is default. */
  public int lane() {
    return low ? 1 : 2;
  }

  /**
   * Tells what started.
   *
   * @param all how many tasks
   */
  public void started(int all) {
    if (started + all >= EVERY) {
      low = !low;
    }
    started = (started + all) % EVERY;
  }
}
