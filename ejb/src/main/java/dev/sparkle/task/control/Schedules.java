package dev.sparkle.task.control;

import dev.sparkle.task.entity.CronSchedule;
import dev.sparkle.task.entity.ScheduleStatus;
import java.util.List;

/** Tasks that come back by the calendar; each time fires once in the cluster. */
public class Schedules {

  /**
   * Adds or changes a schedule; one that is the same already stays as it is, with its next time.
   */
  public void put(CronSchedule schedule) {
    throw new UnsupportedOperationException("not yet");
  }

  /** False: there is none of that name. */
  public boolean remove(String name) {
    throw new UnsupportedOperationException("not yet");
  }

  public List<ScheduleStatus> all() {
    throw new UnsupportedOperationException("not yet");
  }
}
