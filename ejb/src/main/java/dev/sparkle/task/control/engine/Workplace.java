package dev.sparkle.task.control.engine;

/** Where a runner reports. */
interface Workplace {

  /** A runner took a task from the desk; others may wait there. */
  void taken(Desk desk);

  /** An attempt runs. */
  void begin(RunningAttempt attempt);

  /** Its thread is free again. */
  void leave(RunningAttempt attempt);

  /**
   * It succeeded.
   *
   * @param result JSON, or null
   */
  void done(Claimed task, String result);

  /** It ended otherwise. */
  void settle(Settlement.Ended ended, Claimed task);

  /** A place is free. */
  void freed();
}
