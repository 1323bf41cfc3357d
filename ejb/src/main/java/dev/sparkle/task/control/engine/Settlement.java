package dev.sparkle.task.control.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Ends attempts whose end takes more than a row's move: those that failed, were cancelled, are
 * followed by others or hold a unique key. Fenced as {@link Turn} is: first the rows that still
 * belong to this worker's attempt are locked, and only those are settled.
 */
final class Settlement {

  /**
   * How an attempt ended.
   *
   * @param outcome {@code succeeded}, {@code failed}, {@code timed_out} or {@code cancelled}
   * @param rest before the next attempt; null: there is none
   * @param state of the task if there is no next attempt
   * @param result JSON or null
   * @param error or null
   */
  record Ended(
      UUID id, int attempt, String outcome, Long rest, String state, String result, String error) {

    static Ended succeeded(Done done) {
      return new Ended(
          done.id(), done.attempt(), "succeeded", null, "succeeded", done.result(), null);
    }
  }

  /** Index task_pkey. */
  private static final String LOCK =
      """
      select t.id from task t join unnest(?::uuid[], ?::int[]) as e(id, attempt) on e.id = t.id
      where t.state = 'running' and t.worker = ? and t.attempt = e.attempt
      order by t.id for update of t
      """;

  private static final String RECORD =
      """
      insert into task_attempt (task_id, number, outcome, worker, started_at, ended_at, error)
      select t.id, t.attempt, e.outcome, t.worker, t.started_at, clock_timestamp(), e.error
      from unnest(?::uuid[], ?::text[], ?::text[]) as e(id, outcome, error)
      join task t on t.id = e.id
      """;

  private static final String REST =
      """
      update task t set state = 'retrying', worker = null, held = t.limit_keys is not null,
                        run_at = now() + e.rest * interval '1 ms', error = e.error
      from unnest(?::uuid[], ?::bigint[], ?::text[]) as e(id, rest, error)
      where t.id = e.id
      """;

  private Settlement() {}

  /**
   * Settles in one transaction.
   *
   * @return the tasks that no longer were this worker's; nothing was written about them
   */
  static Set<UUID> settle(Connection connection, long worker, Collection<Ended> all)
      throws SQLException {
    return Transactions.in(
        connection,
        () -> {
          Set<UUID> own = lock(connection, worker, all);
          List<Ended> mine = all.stream().filter(each -> own.contains(each.id())).toList();
          record(connection, mine.stream().filter(e -> !e.outcome().equals("succeeded")).toList());
          rest(connection, mine.stream().filter(e -> e.rest() != null).toList());
          List<Burial.End> over = new ArrayList<>();
          for (Ended each : mine) {
            if (each.rest() == null) {
              over.add(new Burial.End(each.id(), each.state(), each.result(), each.error()));
            }
          }
          Burial.of(connection, over);
          Set<UUID> lost = new HashSet<>();
          all.forEach(each -> lost.add(each.id()));
          lost.removeAll(own);
          return lost;
        });
  }

  private static Set<UUID> lock(Connection connection, long worker, Collection<Ended> all)
      throws SQLException {
    Set<UUID> own = new HashSet<>();
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      new Arrays(lock).add("uuid", all, Ended::id).add("int4", all, Ended::attempt).add(worker);
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          own.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return own;
  }

  private static void record(Connection connection, List<Ended> failed) throws SQLException {
    if (!failed.isEmpty()) {
      try (PreparedStatement insert = connection.prepareStatement(RECORD)) {
        new Arrays(insert)
            .add("uuid", failed, Ended::id)
            .add("text", failed, Ended::outcome)
            .add("text", failed, Ended::error);
        insert.executeUpdate();
      }
    }
  }

  private static void rest(Connection connection, List<Ended> resting) throws SQLException {
    if (!resting.isEmpty()) {
      try (PreparedStatement update = connection.prepareStatement(REST)) {
        new Arrays(update)
            .add("uuid", resting, Ended::id)
            .add("int8", resting, Ended::rest)
            .add("text", resting, Ended::error);
        update.executeUpdate();
      }
    }
  }
}
