package dev.sparkle.task.control.engine;

import dev.sparkle.task.entity.Limit;
import dev.sparkle.task.entity.QueueStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads and writes what the database says of queues and limits. */
public final class QueueRows {

  /** Steps from queue to queue in task_ready, however many tasks each has. */
  private static final String STATUS =
      """
      with recursive step(name) as (
        (select queue from task where state = 'queued' and not held order by queue limit 1)
        union all
        select (select queue from task where state = 'queued' and not held and queue > step.name
                order by queue limit 1)
        from step where step.name is not null
      ), names as (
        select name from step where name is not null
        union select name from task_queue
        union select unnest(?::text[])
        union select queue from (select distinct queue from task where state = 'running') r
        union select queue from (select queue from task
                                 where state in ('scheduled', 'retrying') and waits_for = 0
                                 order by run_at limit 1000) d
      )
      select n.name, coalesce(k.paused, false) as paused, k.concurrency,
        (select count(*) from (select 1 from task where queue = n.name and state = 'queued'
                               and not held limit 10000) c)
        + (select count(*) from (select 1 from task where queue = n.name and state = 'queued'
                                 and held limit 10000) c) as queued,
        (select count(*) from (select 1 from task where queue = n.name and state = 'scheduled'
                               limit 10000) c) as scheduled,
        (select count(*) from (select 1 from task where queue = n.name and state = 'retrying'
                               limit 10000) c) as retrying,
        (select count(*) from (select 1 from task where queue = n.name and state = 'running'
                               limit 10000) c) as running,
        (select count(*) from (select 1 from task_done where queue = n.name and state = 'dead'
                               and state <> 'succeeded' limit 10000) c) as dead
      from names n left join task_queue k on k.name = n.name
      order by n.name
      """;

  private static final String PAUSE =
      """
      insert into task_queue (name, paused) values (?, ?)
      on conflict (name) do update set paused = excluded.paused
      """;

  private static final String CONCURRENCY =
      """
      insert into task_queue (name, concurrency) values (?, ?)
      on conflict (name) do update set concurrency = excluded.concurrency
      """;

  private static final String LIMIT =
      """
      insert into task_limit (key, concurrent, rate_starts, rate_millis, tokens)
      values (?, ?::int, ?::int, ?::bigint, coalesce(?::int, 0))
      on conflict (key) do update set concurrent = excluded.concurrent,
        rate_starts = excluded.rate_starts, rate_millis = excluded.rate_millis
      """;

  private static final String UNLIMIT = "delete from task_limit where key = ?";

  private QueueRows() {}

  /**
   * Every queue that there is.
   *
   * @param configured attempts at a time on this node, by queue
   */
  public static List<QueueStatus> all(Connection connection, Map<String, Integer> configured)
      throws SQLException {
    List<QueueStatus> all = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(STATUS)) {
      new Arrays(select).add("text", configured.keySet(), name -> name);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String name = row.getString("name");
          Integer changed = (Integer) row.getObject("concurrency");
          all.add(
              new QueueStatus(
                  name,
                  row.getBoolean("paused"),
                  changed == null ? configured.getOrDefault(name, 0) : changed,
                  Math.min(QueueStatus.COUNTED, row.getLong("queued")),
                  row.getLong("scheduled"),
                  row.getLong("retrying"),
                  row.getLong("running"),
                  row.getLong("dead")));
        }
      }
    }
    return all;
  }

  public static void pause(Connection connection, String queue, boolean paused)
      throws SQLException {
    update(connection, PAUSE, queue, paused);
  }

  public static void concurrency(Connection connection, String queue, int most)
      throws SQLException {
    update(connection, CONCURRENCY, queue, most);
  }

  /** A rate begins with all its starts. */
  public static void limit(Connection connection, String key, Limit limit) throws SQLException {
    Integer starts = limit.rate().map(Limit.Rate::starts).orElse(null);
    update(
        connection,
        LIMIT,
        key,
        limit.concurrent().orElse(null),
        starts,
        limit.rate().map(rate -> rate.per().toMillis()).orElse(null),
        starts);
  }

  public static void unlimit(Connection connection, String key) throws SQLException {
    update(connection, UNLIMIT, key);
  }

  private static void update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      Arrays parameters = new Arrays(update);
      for (Object value : values) {
        parameters.add(value);
      }
      update.executeUpdate();
    }
  }
}
