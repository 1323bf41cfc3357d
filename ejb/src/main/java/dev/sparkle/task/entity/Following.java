package dev.sparkle.task.entity;

import java.util.List;
import java.util.UUID;

/**
 * The tasks that must have ended before another starts.
 *
 * @param tasks that are waited for; without one, nothing is
 * @param whatever if true, the follower runs however they ended; if false, it runs when all
 *     succeeded, and goes dead when one of them did not
 */
public record Following(List<UUID> tasks, boolean whatever) {

  public static final Following NOTHING = new Following(List.of(), false);

  public Following {
    tasks = List.copyOf(tasks);
  }
}
