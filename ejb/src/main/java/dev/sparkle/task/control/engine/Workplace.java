package dev.sparkle.task.control.engine;

/** Where a runner reports. */
interface Workplace {

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
