package dev.sparkle.task.control.engine;

import java.util.UUID;

/**
 * A task that this worker has claimed.
 *
 * @param order within its lane, by due time
 * @param attempt from 1; with the worker's id, the fence of all that is written about it
 * @param crashes attempts that ended with their worker
 * @param waitedMicros from when it was due to the claim
 * @param account or null
 * @param worker that claimed it
 * @param isInvolved whether its end concerns more than its row
 * @param trace or null
 * @param payload JSON
 * @param checkpoint JSON, or null
 */
record Claimed(
    UUID id,
    String type,
    String queue,
    int lane,
    int order,
    int attempt,
    int maxAttempts,
    int crashes,
    long waitedMicros,
    UUID account,
    long worker,
    boolean isInvolved,
    boolean isLimited,
    String trace,
    String payload,
    String checkpoint) {

  /** A plain task that is stored as running on the worker that took it in. */
  static Claimed atOnce(NewTask row, long worker) {
    return new Claimed(
        row.id(),
        row.type(),
        row.queue(),
        row.lane(),
        0,
        1,
        row.maxAttempts(),
        0,
        0,
        row.account(),
        worker,
        false,
        false,
        row.trace(),
        row.payload(),
        null);
  }
}
