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
   * Who looks is alive: a node that was starved, and held itself for dead, would run again what it
   * runs. Indexes task_worker_alive and task_running. Locked, so that one node alone rescues its
   * tasks. A worker that has ended runs nothing; should a task still say so, it is rescued all the
   * same.
   */
  private static final String SILENT =
      """
      select id from task_worker
      where (ended_at is null and lease_until < now() and id <> ?)
         or (ended_at is not null and id in (select worker from task where state = 'running'))
      order by id for update skip locked
      """;

  private static final String EXONERATE =
      "update task set crashes = crashes - 1 where id = any (?) and crashes > 0";

  /** Index task_running. The attempt does not count. */
  private static final String GIVE_BACK =
      """
      update task set state = 'queued', worker = null, attempt = attempt - 1, started_at = null
      where state = 'running' and worker = ?
      """;

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

  /**
   * A worker that was slow, and not dead, says so: its tasks are not what kills nodes. What nobody
   * took from it yet, it gives back.
   *
   * @param worker its id till now
   * @param tasks what it had on hand
   */
  void returned(long worker, Collection<UUID> tasks) throws SQLException {
    try (Connection connection = database.getConnection()) {
      if (!tasks.isEmpty()) {
        try (PreparedStatement update = connection.prepareStatement(EXONERATE)) {
          new Arrays(update).add("uuid", tasks, id -> id);
          update.executeUpdate();
        }
      }
      try (PreparedStatement update = connection.prepareStatement(GIVE_BACK)) {
        update.setLong(1, worker);
        update.executeUpdate();
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

  /**
   * Queues the tasks of workers whose lease is over, or ends those that crashed too often.
   *
   * @param own the worker that looks; 0: none
   */
  int rescue(long own) throws SQLException {
    return Transactions.retrying(
        () -> {
          try (Connection connection = database.getConnection()) {
            return Transactions.in(connection, () -> rescue(connection, own));
          }
        });
  }

  private int rescue(Connection connection, long own) throws SQLException {
    List<Long> silent = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(SILENT)) {
      select.setLong(1, own);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          silent.add(rows.getLong(1));
        }
      }
    }
    if (silent.isEmpty()) {
      return 0;
    }
    int rescued = Rescue.of(connection, silent, crashes);
    for (long worker : silent) {
      end(connection, worker);
    }
    return rescued;
  }
}
