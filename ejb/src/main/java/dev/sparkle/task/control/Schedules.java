package dev.sparkle.task.control;

import dev.sparkle.task.control.engine.ScheduleRows;
import dev.sparkle.task.entity.CronSchedule;
import dev.sparkle.task.entity.ScheduleStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;

/**
 * Tasks that come back by the calendar. A time fires once in the cluster, within a second or two;
 * what is submitted is a task like any other.
 */
public class Schedules {

  private final DataSource database;
  private final Clock clock;

  /**
   * The schedules.
   *
   * @param database outside of any transaction manager
   */
  public Schedules(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Adds or changes a schedule. One whose calendar is the same keeps its next time, so that every
   * node may put it when it starts. Of the request, type, payload, queue, priority and account are
   * kept.
   *
   * @throws IllegalArgumentException if the cron expression is none
   */
  public void put(CronSchedule schedule) {
    try (Connection connection = database.getConnection()) {
      ScheduleRows.put(connection, schedule, clock.instant());
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  /** False: there is none of that name. */
  public boolean remove(String name) {
    try (Connection connection = database.getConnection()) {
      return ScheduleRows.remove(connection, name);
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  /** All of them, by name. */
  public List<ScheduleStatus> all() {
    try (Connection connection = database.getConnection()) {
      return ScheduleRows.all(connection);
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  private static IllegalStateException unreachable(SQLException e) {
    return new IllegalStateException("the schedules could not be reached", e);
  }
}
