package dev.sparkle.task.entity;

/**
 * A queue, and what is in it. Counts stop at {@link #COUNTED}, so that asking costs the same
 * however much waits.
 *
 * @param concurrency attempts that each worker runs at a time
 * @param scheduled waiting for their time, a retry, or the tasks that they follow
 */
public record QueueStatus(
    String name,
    boolean paused,
    int concurrency,
    long queued,
    long scheduled,
    long retrying,
    long running,
    long dead) {

  /** The largest count that is told: "this many, or more". */
  public static final int COUNTED = 10_000;
}
