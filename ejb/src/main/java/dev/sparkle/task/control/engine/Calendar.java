package dev.sparkle.task.control.engine;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.sparkle.task.entity.CronSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** When a cron expression fires; pure. */
final class Calendar {

  private final ExecutionTime times;
  private final ZoneId zone;

  /**
   * A calendar.
   *
   * @param cron five fields, as of Unix
   * @throws IllegalArgumentException if it is none, or never fires
   */
  Calendar(String cron, ZoneId zone) {
    Cron parsed =
        new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
            .parse(cron)
            .validate();
    this.times = ExecutionTime.forCron(parsed);
    this.zone = zone;
  }

  /** The first time after a moment. */
  Instant after(Instant moment) {
    return times
        .nextExecution(moment.atZone(zone))
        .orElseThrow(() -> new IllegalArgumentException("the schedule never fires again"))
        .toInstant();
  }

  /**
   * Whether a time that has come is submitted.
   *
   * @param due the time that was next
   * @param grace how late a time may be and still is not missed
   */
  boolean fires(Instant due, Instant now, CronSchedule.Missed missed, Duration grace) {
    return missed == CronSchedule.Missed.RUN_ONCE || !due.plus(grace).isBefore(now);
  }
}
