package dev.sparkle.task.control.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * A worker's row, and those of others. A worker's lease is the lease of all tasks that it runs: one
 * row is renewed, however many they are. Times are the database's, so that the clocks of nodes do
 * not matter.
 */
final class Lease {

  private static final String REGISTER =
      """
      insert into task_worker (node, lease_until) values (?, now() + ? * interval '1 ms')
      returning id
      """;

  /** Index task_worker_pkey. A worker that was found dead stays dead. */
  private static final String RENEW =
      """
      update task_worker set lease_until = now() + ? * interval '1 ms'
      where id = ? and ended_at is null
      """;

  private static final String OTHERS =
      "select count(*) from task_worker where ended_at is null and id <> ?";

  private static final String END = "update task_worker set ended_at = now() where id = ?";

  /**
   * Indexes task_worker_alive and task_running. Locked, so that one node alone rescues its tasks. A
   * worker that has ended runs nothing; should a task still say so, it is rescued all the same.
   */
  private static final String SILENT =
      """
      select id from task_worker
      where (ended_at is null and lease_until < now())
         or (ended_at is not null and id in (select worker from task where state = 'running'))
      order by id for update skip locked
      """;

  /** Index task_running. */
  private static final String LOCK_TASKS =
      """
      select id, crashes from task where state = 'running' and worker = any (?)
      order by id for update
      """;

  private static final String RECORD =
      """
      insert into task_attempt (task_id, number, outcome, worker, started_at, error)
      select id, attempt, 'crashed', worker, started_at, 'its node went silent'
      from task where id = any (?)
      """;

  private static final String REQUEUE =
      """
      update task set state = 'queued', worker = null, crashes = crashes + 1,
                      error = 'its node went silent'
      where id = any (?)
      """;

  private static final String EXONERATE =
      "update task set crashes = crashes - 1 where id = any (?) and crashes > 0";

  private static final String POISON =
      "its node went silent %d times while it ran; it may be what kills them";

  private final DataSource database;
  private final String node;
  private final Duration length;
  private final int crashes;

  /**
   * A worker's lease.
   *
   * @param crashes so many, and a task is dead
   */
  Lease(DataSource database, String node, Duration length, int crashes) {
    this.database = database;
    this.node = node;
    this.length = length;
    this.crashes = crashes;
  }

  /** A new worker's id, never used before. */
  long register() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement register = connection.prepareStatement(REGISTER)) {
      new Arrays(register).add(node).add(length.toMillis());
      try (ResultSet row = register.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** False: others hold this worker for dead, and have its tasks. */
  boolean renew(long worker) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement renew = connection.prepareStatement(RENEW)) {
      new Arrays(renew).add(length.toMillis()).add(worker);
      return renew.executeUpdate() == 1;
    }
  }

  /** A worker that was slow, and not dead, says so: its tasks are not what kills nodes. */
  void exonerate(Collection<UUID> tasks) throws SQLException {
    if (!tasks.isEmpty()) {
      try (Connection connection = database.getConnection()) {
        update(connection, EXONERATE, List.copyOf(tasks));
      }
    }
  }

  /** Workers beside this one. */
  int others(long worker) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement count = connection.prepareStatement(OTHERS)) {
      count.setLong(1, worker);
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  void end(Connection connection, long worker) throws SQLException {
    try (PreparedStatement end = connection.prepareStatement(END)) {
      end.setLong(1, worker);
      end.executeUpdate();
    }
  }

  /** Queues the tasks of workers whose lease is over, or ends those that crashed too often. */
  int rescue() throws SQLException {
    return Transactions.retrying(
        () -> {
          try (Connection connection = database.getConnection()) {
            return Transactions.in(connection, () -> rescue(connection));
          }
        });
  }

  private int rescue(Connection connection) throws SQLException {
    List<Long> silent = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(SILENT);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        silent.add(rows.getLong(1));
      }
    }
    if (silent.isEmpty()) {
      return 0;
    }
    List<Burial.End> poison = new ArrayList<>();
    List<UUID> all = new ArrayList<>();
    List<UUID> again = new ArrayList<>();
    try (PreparedStatement lock = connection.prepareStatement(LOCK_TASKS)) {
      new Arrays(lock).add("int8", silent, id -> id);
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          UUID id = rows.getObject(1, UUID.class);
          int before = rows.getInt(2);
          all.add(id);
          if (before + 1 >= crashes) {
            poison.add(new Burial.End(id, "dead", null, POISON.formatted(before + 1)));
          } else {
            again.add(id);
          }
        }
      }
    }
    update(connection, RECORD, all);
    update(connection, REQUEUE, again);
    Burial.of(connection, poison);
    for (long worker : silent) {
      end(connection, worker);
    }
    return all.size();
  }

  private static void update(Connection connection, String sql, List<UUID> ids)
      throws SQLException {
    if (!ids.isEmpty()) {
      try (PreparedStatement update = connection.prepareStatement(sql)) {
        new Arrays(update).add("uuid", ids, id -> id);
        update.executeUpdate();
      }
    }
  }
}
