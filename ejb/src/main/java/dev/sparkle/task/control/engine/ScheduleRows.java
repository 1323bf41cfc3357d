package dev.sparkle.task.control.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.platform.control.Json;
import dev.sparkle.task.entity.CronSchedule;
import dev.sparkle.task.entity.Priority;
import dev.sparkle.task.entity.ScheduleStatus;
import dev.sparkle.task.entity.TaskRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Schedules in the database; whichever worker finds one due submits its task. */
public final class ScheduleRows {

  private static final Logger LOG = System.getLogger(ScheduleRows.class.getName());

  /** What was complained of; so many lines at most as there are schedules. */
  private static final Set<String> STRANGE = ConcurrentHashMap.newKeySet();

  /** A worker that is a little late has not missed the time. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  /** The next time stays, unless the calendar was changed. */
  private static final String PUT =
      """
      insert into task_schedule (name, cron, zone, missed, request, next_at)
      values (?, ?, ?, ?, ?::jsonb, ?)
      on conflict (name) do update set cron = excluded.cron, zone = excluded.zone,
        missed = excluded.missed, request = excluded.request,
        next_at = case when task_schedule.cron = excluded.cron
                        and task_schedule.zone = excluded.zone
                  then task_schedule.next_at else excluded.next_at end
      """;

  private static final String REMOVE = "delete from task_schedule where name = ?";

  private static final String ALL =
      """
      select name, cron, zone, missed, request->>'type' as type, next_at, last_at, last_task
      from task_schedule order by name
      """;

  /** Locked until the time is moved on: two workers never fire the same time. */
  private static final String DUE =
      """
      select name, cron, zone, missed, request, next_at, now() as now from task_schedule
      where next_at <= now() order by next_at limit 100 for update skip locked
      """;

  private static final String MOVE_ON =
      """
      update task_schedule set next_at = ?, last_at = coalesce(?, last_at),
                               last_task = coalesce(?, last_task)
      where name = ?
      """;

  /** What is kept of a request; conditions that make no sense in a schedule are not. */
  private record Kept(
      String type, JsonNode payload, String queue, Priority priority, UUID account) {

    static Kept of(TaskRequest request) {
      return new Kept(
          request.type(),
          Json.mapper().valueToTree(request.payload()),
          request.queue().orElse(null),
          request.priority(),
          request.account().orElse(null));
    }

    TaskRequest request() {
      TaskRequest plain = TaskRequest.of(type, payload).withPriority(priority);
      TaskRequest queued = queue == null ? plain : plain.onQueue(queue);
      return account == null ? queued : queued.forAccount(account);
    }
  }

  private ScheduleRows() {}

  /** Adds or changes one. */
  public static void put(Connection connection, CronSchedule schedule, Instant now)
      throws SQLException {
    Instant next = new Calendar(schedule.cron(), schedule.zone()).after(now);
    try (PreparedStatement put = connection.prepareStatement(PUT)) {
      new Arrays(put)
          .add(schedule.name())
          .add(schedule.cron())
          .add(schedule.zone().getId())
          .add(schedule.missed().name().toLowerCase(Locale.ROOT))
          .add(Json.write(Kept.of(schedule.request())))
          .add(next.atOffset(ZoneOffset.UTC));
      put.executeUpdate();
    }
  }

  public static boolean remove(Connection connection, String name) throws SQLException {
    try (PreparedStatement remove = connection.prepareStatement(REMOVE)) {
      new Arrays(remove).add(name);
      return remove.executeUpdate() == 1;
    }
  }

  public static List<ScheduleStatus> all(Connection connection) throws SQLException {
    List<ScheduleStatus> all = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(ALL);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        all.add(
            new ScheduleStatus(
                row.getString("name"),
                row.getString("cron"),
                row.getString("zone"),
                missed(row),
                row.getString("type"),
                TaskRows.moment(row, "next_at").orElseThrow(),
                TaskRows.moment(row, "last_at"),
                Optional.ofNullable(row.getObject("last_task", UUID.class))));
      }
    }
    return all;
  }

  private static CronSchedule.Missed missed(ResultSet row) throws SQLException {
    return CronSchedule.Missed.valueOf(row.getString("missed").toUpperCase(Locale.ROOT));
  }

  private record Due(String name, Calendar calendar, boolean fires, Kept kept, Instant now) {}

  /** Submits what is due, in the caller's transaction; what to tell after its commit. */
  static List<Runnable> fire(Connection connection, TaskEngine engine) throws SQLException {
    List<Runnable> told = new ArrayList<>();
    for (Due each : due(connection)) {
      try {
        fire(connection, each, engine).ifPresent(told::add);
      } catch (IllegalArgumentException e) {
        strange(each.name, e);
      }
    }
    return told;
  }

  private static Optional<Runnable> fire(Connection connection, Due due, TaskEngine engine)
      throws SQLException {
    OffsetDateTime next = due.calendar.after(due.now).atOffset(ZoneOffset.UTC);
    Optional<TaskEngine.Taken> taken = Optional.empty();
    if (due.fires) {
      taken = Optional.of(engine.submit(connection, List.of(due.kept.request())));
    } else {
      LOG.log(Level.INFO, "schedule {0} missed a time, and leaves it out", due.name);
    }
    try (PreparedStatement on = connection.prepareStatement(MOVE_ON)) {
      new Arrays(on)
          .add(next)
          .add(taken.isPresent() ? due.now.atOffset(ZoneOffset.UTC) : null)
          .add(taken.map(each -> each.ids().get(0)).orElse(null))
          .add(due.name);
      on.executeUpdate();
    }
    return taken.map(TaskEngine.Taken::told);
  }

  /** One that this node cannot fire waits for a node that can, and keeps no other from its time. */
  private static void strange(String name, RuntimeException why) {
    if (STRANGE.add(name)) {
      LOG.log(Level.WARNING, "schedule {0} waits for another node: {1}", name, why.getMessage());
    }
  }

  private static List<Due> due(Connection connection) throws SQLException {
    List<Due> found = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(DUE);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Calendar calendar;
        try {
          calendar = new Calendar(row.getString("cron"), ZoneId.of(row.getString("zone")));
        } catch (IllegalArgumentException | DateTimeException e) {
          strange(row.getString("name"), e);
          continue;
        }
        Instant now = TaskRows.moment(row, "now").orElseThrow();
        Instant next = TaskRows.moment(row, "next_at").orElseThrow();
        found.add(
            new Due(
                row.getString("name"),
                calendar,
                calendar.fires(next, now, missed(row), GRACE),
                Json.read(row.getString("request"), Kept.class),
                now));
      }
    }
    return found;
  }
}
