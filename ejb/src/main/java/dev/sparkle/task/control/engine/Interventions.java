package dev.sparkle.task.control.engine;

import dev.sparkle.task.entity.Cancelled;
import dev.sparkle.task.entity.Cancelling;
import dev.sparkle.task.entity.TaskFilter;
import dev.sparkle.task.entity.TaskState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** What people do to tasks. */
public final class Interventions {

  private static final int AT_ONCE = 1000;

  /** Index task_pkey. */
  private static final String LOCK = "select state from task where id = ? for update";

  private static final String ASK = "update task set cancel_requested = true where id = ?";

  private static final String EXISTS = "select 1 from task_done where id = ?";

  /** All attempts anew; what an attempt kept as checkpoint is still there. */
  private static final String RETRY =
      """
      with again as (
        delete from task_done where id in (
          select t.id from task_done t where %s order by t.id limit %d for update skip locked)
        returning *
      )
      insert into task (id, type, queue, lane, state, held, run_at, submitted_at, max_attempts,
                        account_id, batch_id, limit_keys, trace, payload, checkpoint, error)
      select id, type, queue, lane, 'queued', limit_keys is not null, now(), submitted_at,
             max_attempts, account_id, batch_id, limit_keys, trace, payload, checkpoint, error
      from again
      """;

  /** Index task_done_ended; a part at a time, so that nobody waits long. */
  private static final String PURGE =
      """
      delete from task_done where id in (
        select id from task_done
        where ended_at < now() - ? * interval '1 ms' and state %s 'dead' limit 5000)
      """;

  private static final List<String> SWEEP =
      List.of(
          "delete from task_attempt where recorded_at < now() - ? * interval '1 ms'",
          "delete from task_worker where ended_at < now() - ? * interval '1 ms'");

  /** Index task_unique_until. */
  private static final String FREE_KEYS = "delete from task_unique where until < now()";

  private final DataSource database;
  private final TaskEngine engine;

  public Interventions(DataSource database, TaskEngine engine) {
    this.database = database;
    this.engine = engine;
  }

  /** Index task_account. */
  private static final String OPEN = "select id from task where account_id = ?";

  /** Index task_done_account. */
  private static final String FORGET = "delete from task_done where account_id = ?";

  /** See {@code Tasks.forget}. */
  public void forget(UUID account) throws SQLException {
    List<UUID> open = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(OPEN)) {
      select.setObject(1, account);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          open.add(row.getObject(1, UUID.class));
        }
      }
    }
    for (UUID task : open) {
      cancel(task);
    }
    try (Connection connection = database.getConnection();
        PreparedStatement delete = connection.prepareStatement(FORGET)) {
      delete.setObject(1, account);
      delete.executeUpdate();
    }
  }

  /** See {@code Tasks.cancel}. */
  public Cancelling cancel(UUID id) throws SQLException {
    Cancelling done =
        Transactions.retrying(
            () -> {
              try (Connection connection = database.getConnection()) {
                return Transactions.in(connection, () -> cancel(connection, id));
              }
            });
    if (done == Cancelling.ASKED) {
      engine.ring(Messages.cancel(id));
    } else if (done == Cancelling.CANCELLED) {
      engine.ring(Messages.DUE); // others may follow it
      engine.ring(Messages.HELD);
    }
    return done;
  }

  private static Cancelling cancel(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      new Arrays(lock).add(id);
      try (ResultSet row = lock.executeQuery()) {
        if (row.next()) {
          if (TaskState.of(row.getString(1)) == TaskState.RUNNING) {
            update(connection, ASK, id);
            return Cancelling.ASKED;
          }
          Burial.of(connection, List.of(new Burial.End(id, "cancelled", null, null)));
          return Cancelling.CANCELLED;
        }
      }
    }
    try (PreparedStatement exists = connection.prepareStatement(EXISTS)) {
      new Arrays(exists).add(id);
      try (ResultSet row = exists.executeQuery()) {
        return row.next() ? Cancelling.ENDED : Cancelling.UNKNOWN;
      }
    }
  }

  /** See {@code Tasks.cancelAll}. */
  public Cancelled cancelAll(TaskFilter filter) throws SQLException {
    int cancelled = 0;
    int asked = 0;
    List<UUID> some;
    do {
      some = new ArrayList<>();
      Cancelled part = cancelSome(filter, some);
      cancelled += part.cancelled();
      asked += part.asked();
    } while (some.size() == AT_ONCE);
    engine.ring(Messages.DUE);
    engine.ring(Messages.HELD);
    return new Cancelled(cancelled, asked);
  }

  private Cancelled cancelSome(TaskFilter filter, List<UUID> found) throws SQLException {
    // found as TaskRows.list does; what was asked before is not asked again
    String sql =
        "select t.id, t.state from task t where "
            + TaskRows.where(filter)
            + " and not t.cancel_requested order by t.id limit "
            + AT_ONCE
            + " for update";
    List<UUID> running = new ArrayList<>();
    int ended =
        Transactions.retrying(
            () -> {
              found.clear();
              running.clear();
              try (Connection connection = database.getConnection()) {
                return Transactions.in(
                    connection, () -> cancelSome(connection, sql, filter, found, running));
              }
            });
    running.forEach(id -> engine.ring(Messages.cancel(id)));
    return new Cancelled(ended, running.size());
  }

  private static int cancelSome(
      Connection connection, String sql, TaskFilter filter, List<UUID> found, List<UUID> running)
      throws SQLException {
    List<Burial.End> ends = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      TaskRows.bind(new Arrays(select), filter);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          UUID id = row.getObject(1, UUID.class);
          found.add(id);
          if (TaskState.of(row.getString(2)) == TaskState.RUNNING) {
            running.add(id);
          } else {
            ends.add(new Burial.End(id, "cancelled", null, null));
          }
        }
      }
    }
    for (UUID id : running) {
      update(connection, ASK, id);
    }
    Burial.of(connection, ends);
    return ends.size();
  }

  /** Takes up a dead or cancelled task again. */
  public boolean retry(UUID id) throws SQLException {
    String sql = RETRY.formatted("t.id = ? and t.state in ('dead', 'cancelled')", 1);
    try (Connection connection = database.getConnection();
        PreparedStatement retry = connection.prepareStatement(sql)) {
      new Arrays(retry).add(id);
      boolean done = retry.executeUpdate() == 1;
      engine.workEverywhere();
      return done;
    }
  }

  /** Takes up all dead tasks of the filter. */
  public int retryAll(TaskFilter filter) throws SQLException {
    TaskFilter dead = filter.in(TaskState.DEAD);
    String sql = RETRY.formatted(TaskRows.where(dead), AT_ONCE);
    int all = 0;
    try (Connection connection = database.getConnection();
        PreparedStatement retry = connection.prepareStatement(sql)) {
      TaskRows.bind(new Arrays(retry), dead);
      int some;
      do {
        some = retry.executeUpdate();
        all += some;
      } while (some == AT_ONCE);
    }
    engine.workEverywhere();
    return all;
  }

  /** Removes what ended long ago, and what belonged to it. */
  public int purge(Duration succeeded, Duration dead) throws SQLException {
    int removed = 0;
    try (Connection connection = database.getConnection()) {
      removed += repeat(connection, PURGE.formatted("<>"), succeeded);
      removed += repeat(connection, PURGE.formatted("="), dead);
      for (String sweep : SWEEP) {
        try (PreparedStatement statement = connection.prepareStatement(sweep)) {
          new Arrays(statement).add(dead.toMillis());
          statement.executeUpdate();
        }
      }
      try (PreparedStatement free = connection.prepareStatement(FREE_KEYS)) {
        free.executeUpdate();
      }
    }
    return removed;
  }

  private static int repeat(Connection connection, String sql, Duration age) throws SQLException {
    int all = 0;
    try (PreparedStatement purge = connection.prepareStatement(sql)) {
      new Arrays(purge).add(age.toMillis());
      int some;
      do {
        some = purge.executeUpdate();
        all += some;
      } while (some > 0);
    }
    return all;
  }

  private static void update(Connection connection, String sql, UUID id) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      new Arrays(update).add(id);
      update.executeUpdate();
    }
  }
}
