package dev.sparkle.task.control.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
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

  private Insertion() {}

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
