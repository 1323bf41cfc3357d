package dev.sparkle.task.control.engine;

import dev.sparkle.task.entity.Priority;
import dev.sparkle.task.entity.Task;
import dev.sparkle.task.entity.TaskFilter;
import dev.sparkle.task.entity.TaskState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads tasks, those that live and those that ended alike. */
public final class TaskRows {

  private static final String COLUMNS =
      """
      t.id, t.type, t.queue, t.lane, t.state, t.attempt, t.max_attempts, t.progress,
      t.payload, t.error, t.submitted_at, t.run_at, t.started_at, t.account_id, t.batch_id,
      (select node from task_worker w where w.id = t.worker) as node,
      """;

  private static final String LIVING =
      "select "
          + COLUMNS
          + "null::jsonb as result, null::timestamptz as ended_at,"
          + " t.cancel_requested from task t where ";

  private static final String ENDED =
      "select " + COLUMNS + "t.result, t.ended_at, false from task_done t where ";

  private TaskRows() {}

  /** Indexes task_pkey and task_done_pkey. */
  public static Optional<Task> find(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(LIVING + "t.id = ? union all " + ENDED + "t.id = ?")) {
      new Arrays(select).add(id).add(id);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.of(read(rows)) : Optional.empty();
      }
    }
  }

  /**
   * The newest first, from before an id on. By task_account, task_in_batch and task_done_trouble
   * and their likes where the filter names those, else by the order of ids.
   *
   * @param before exclusive; null: from the newest on
   */
  public static List<Task> list(Connection connection, TaskFilter filter, UUID before, int limit)
      throws SQLException {
    String where = where(filter) + (before == null ? "" : " and t.id < ?");
    String page = " order by t.id desc limit " + limit;
    String sql =
        "select * from (("
            + LIVING
            + where
            + page
            + ") union all ("
            + ENDED
            + where
            + page
            + ")) x order by id desc limit "
            + limit;
    List<Task> tasks = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      Arrays parameters = new Arrays(select);
      for (int half = 0; half < 2; half++) {
        bind(parameters, filter);
        if (before != null) {
          parameters.add(before);
        }
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          tasks.add(read(rows));
        }
      }
    }
    return tasks;
  }

  /**
   * How many the filter allows, up to a limit in each of the two tables; found as {@link #list}
   * does.
   */
  public static long count(Connection connection, TaskFilter filter, int limit)
      throws SQLException {
    String some =
        "(select count(*) from (select 1 from %s t where " + where(filter) + " limit %d) c)";
    String sql =
        "select " + some.formatted("task", limit) + " + " + some.formatted("task_done", limit);
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      Arrays parameters = new Arrays(select);
      bind(parameters, filter);
      bind(parameters, filter);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return Math.min(limit, row.getLong(1));
      }
    }
  }

  /** The filter as a condition on {@code t}. States are names of ours, and so may be literal. */
  static String where(TaskFilter filter) {
    StringBuilder where = new StringBuilder("true");
    if (!filter.states().isEmpty()) {
      where
          .append(" and t.state in (")
          .append(
              filter.states().stream()
                  .map(state -> "'" + state.label() + "'")
                  .collect(Collectors.joining(",")))
          .append(")");
      if (!filter.states().contains(TaskState.SUCCEEDED)) {
        where.append(" and t.state <> 'succeeded'"); // lets the partial index be used
      }
    }
    filter.type().ifPresent(type -> where.append(" and t.type = ?"));
    filter.queue().ifPresent(queue -> where.append(" and t.queue = ?"));
    filter.account().ifPresent(account -> where.append(" and t.account_id = ?"));
    filter.batch().ifPresent(batch -> where.append(" and t.batch_id = ?"));
    filter.since().ifPresent(since -> where.append(" and t.submitted_at >= ?::timestamptz"));
    filter
        .error()
        .ifPresent(error -> where.append(" and position(lower(?::text) in lower(t.error)) > 0"));
    return where.toString();
  }

  /** The values of {@link #where}. */
  static void bind(Arrays parameters, TaskFilter filter) throws SQLException {
    for (Optional<?> each :
        List.of(
            filter.type(),
            filter.queue(),
            filter.account(),
            filter.batch(),
            filter.since().map(Instant::toString),
            filter.error())) {
      if (each.isPresent()) {
        parameters.add(each.get());
      }
    }
  }

  private static Task read(ResultSet row) throws SQLException {
    return new Task(
        row.getObject("id", UUID.class),
        row.getString("type"),
        row.getString("queue"),
        Priority.ofLane(row.getInt("lane")),
        TaskState.of(row.getString("state")),
        row.getInt("attempt"),
        row.getInt("max_attempts"),
        Math.round(row.getDouble("progress") * 1e6) / 1e6,
        row.getString("payload"),
        Optional.ofNullable(row.getString("result")),
        Optional.ofNullable(row.getString("error")),
        moment(row, "submitted_at").orElseThrow(),
        moment(row, "run_at").orElseThrow(),
        moment(row, "started_at"),
        moment(row, "ended_at"),
        Optional.ofNullable(row.getString("node")),
        Optional.ofNullable(row.getObject("account_id", UUID.class)),
        Optional.ofNullable(row.getObject("batch_id", UUID.class)),
        row.getBoolean("cancel_requested"));
  }

  static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
