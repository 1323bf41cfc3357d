package dev.sparkle.task.control.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Puts rows into the table, any number in one statement. */
final class Insertion {

  /** Whatever waits for others or for its time is scheduled; limits are seen to later. */
  private static final String INSERT =
      """
      insert into task (id, type, queue, lane, state, held, run_at, waits_for, max_attempts,
                        account_id, batch_id, unique_key, limit_keys, trace, payload)
      select n.id, n.type, n.queue, n.lane,
             (case when n.delay > 0 or n.waits > 0 then 'scheduled' else 'queued' end)::task_state,
             n.limits is not null,
             now() + n.delay * interval '1 ms', n.waits, n.attempts,
             n.account, n.batch, n.key, n.limits::text[], n.trace, n.payload::jsonb
      from unnest(?::uuid[], ?::text[], ?::text[], ?::smallint[], ?::bigint[], ?::int[], ?::int[],
                  ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
        as n(id, type, queue, lane, delay, waits, attempts, account, batch, key, limits, trace,
             payload)
      """;

  /**
   * Plain tasks, of which some start at once, unless their worker was found dead. Its row is only
   * read: should it be found dead at this very moment, it ran something after its end, and {@link
   * Lease} looks for such tasks. Tells other workers in the same commit, if there is something to
   * tell.
   */
  private static final String INSERT_PLAIN =
      """
      with alive as materialized (
        select id from task_worker where id = ? and ended_at is null
      ), stored as (
        insert into task (id, type, queue, lane, state, run_at, max_attempts, account_id, batch_id,
                          trace, payload, worker, attempt, started_at)
        select n.id, n.type, n.queue, n.lane,
               (case when alive.id is null then 'queued' else 'running' end)::task_state, now(),
               n.attempts, n.account, n.batch, n.trace, n.payload::jsonb, alive.id,
               (alive.id is not null)::int,
               case when alive.id is not null then clock_timestamp() end
        from unnest(?::uuid[], ?::text[], ?::text[], ?::smallint[], ?::int[], ?::uuid[], ?::uuid[],
                    ?::text[], ?::text[], ?::boolean[])
          as n(id, type, queue, lane, attempts, account, batch, trace, payload, starts)
        left join alive on n.starts
      )
      select exists (select from alive),
             (select count(pg_notify('sparkle_task', m)) from unnest(?::text[]) as m)
      """;

  private Insertion() {}

  /**
   * Inserts plain rows.
   *
   * @param starting those that are promised a place on this worker, all by the same id; may be
   *     empty
   * @param told to other workers after the commit; may be empty
   * @return false: the worker was found dead, and all are queued
   */
  static boolean insertPlain(
      Connection connection, List<NewTask> rows, Map<UUID, Claimed> starting, List<String> told)
      throws SQLException {
    long worker = starting.values().stream().mapToLong(Claimed::worker).findFirst().orElse(0);
    try (PreparedStatement insert = connection.prepareStatement(INSERT_PLAIN)) {
      Arrays columns = new Arrays(insert).add(worker);
      columns.add("uuid", rows, NewTask::id);
      columns.add("text", rows, NewTask::type);
      columns.add("text", rows, NewTask::queue);
      columns.add("int2", rows, NewTask::lane);
      columns.add("int4", rows, NewTask::maxAttempts);
      columns.add("uuid", rows, NewTask::account);
      columns.add("uuid", rows, NewTask::batch);
      columns.add("text", rows, NewTask::trace);
      columns.add("text", rows, NewTask::payload);
      columns.add("bool", rows, row -> starting.containsKey(row.id()));
      columns.add("text", told, message -> message);
      try (ResultSet alive = insert.executeQuery()) {
        alive.next();
        return starting.isEmpty() || alive.getBoolean(1);
      }
    }
  }

  /**
   * Inserts rows.
   *
   * @param waits how many tasks a row waits for
   */
  static void insert(Connection connection, List<NewTask> rows, Function<NewTask, Integer> waits)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      Arrays columns = new Arrays(insert);
      columns.add("uuid", rows, NewTask::id);
      columns.add("text", rows, NewTask::type);
      columns.add("text", rows, NewTask::queue);
      columns.add("int2", rows, NewTask::lane);
      columns.add("int8", rows, NewTask::delayMillis);
      columns.add("int4", rows, waits);
      columns.add("int4", rows, NewTask::maxAttempts);
      columns.add("uuid", rows, NewTask::account);
      columns.add("uuid", rows, NewTask::batch);
      columns.add("text", rows, NewTask::uniqueKey);
      columns.add("text", rows, NewTask::limitKeys);
      columns.add("text", rows, NewTask::trace);
      columns.add("text", rows, NewTask::payload);
      insert.executeUpdate();
    }
  }
}
