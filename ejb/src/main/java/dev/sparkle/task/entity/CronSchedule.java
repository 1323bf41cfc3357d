package dev.sparkle.task.entity;

import java.time.ZoneId;
import java.util.Objects;

/**
 * A task that comes back by the calendar.
 *
 * @param name of the schedule; putting one of the same name replaces it
 * @param cron five fields as of Unix, {@code minute hour day month weekday}
 * @param zone whose wall clock counts; at the change of time what does not exist is skipped, and
 *     what comes twice runs once
 * @param missed what happens to times that passed while no node was there
 * @param request what is submitted each time
 */
public record CronSchedule(
    String name, String cron, ZoneId zone, Missed missed, TaskRequest request) {

  /** What happens to times that passed while no node was there. */
  public enum Missed {
    /** They are left out. */
    SKIP,
    /** One task for all of them. */
    RUN_ONCE
  }

  public CronSchedule {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(cron, "cron");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(missed, "missed");
    Objects.requireNonNull(request, "request");
  }
}
