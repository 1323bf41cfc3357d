package dev.sparkle.task.control.engine;

import dev.sparkle.task.entity.Following;
import java.time.Duration;
import java.util.UUID;

/**
 * A row to be inserted.
 *
 * @param delayMillis from the commit on; 0 for now
 * @param account or null
 * @param batch or null
 * @param uniqueKey or null
 * @param uniqueWindow how long the key is kept after submission; zero: until the end
 * @param limitKeys as an array literal, or null
 * @param trace or null
 */
record NewTask(
    UUID id,
    String type,
    String queue,
    int lane,
    long delayMillis,
    int maxAttempts,
    UUID account,
    UUID batch,
    String uniqueKey,
    Duration uniqueWindow,
    Following following,
    String limitKeys,
    String trace,
    String payload) {

  /** Whether it may run as soon as it is stored: nothing is to be waited for or to be kept. */
  boolean isPlain() {
    return !isInvolved() && delayMillis <= 0 && limitKeys == null;
  }

  /** Whether it takes more than inserting a row. */
  boolean isInvolved() {
    return uniqueKey != null || !following.tasks().isEmpty();
  }
}
