package dev.sparkle.task.entity;

/**
 * The lane that a task waits in. A waiting high task starts before every default one, and that
 * before every low one. No lane starves: see {@link dev.sparkle.task.control.engine.LaneShare}.
 */
public enum Priority {
  HIGH,
  DEFAULT,
  LOW;

  /** The lane's number in the table; small starts first. */
  public int lane() {
    return ordinal();
  }

  /** The priority of a lane's number. */
  public static Priority ofLane(int lane) {
    return values()[lane];
  }
}
