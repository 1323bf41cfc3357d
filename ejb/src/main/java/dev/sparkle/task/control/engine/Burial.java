package dev.sparkle.task.control.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Moves tasks to where the ended ones are, and sees to what that means for others: their unique
 * keys are free, those that follow them come nearer to their start, or are dead as well. Runs in
 * the caller's transaction.
 */
final class Burial {

  /**
   * How a task ends.
   *
   * @param state succeeded, dead or cancelled
   * @param result JSON or null
   * @param error or null: what the row has
   */
  record End(UUID id, String state, String result, String error) {}

  /** Moves the rows; index task_pkey. */
  private static final String MOVE =
      """
      with ended as (
        delete from task t
        using unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) as e(id, state, result, error)
        where t.id = e.id
        returning t.*, e.state as end_state, e.result, e.error as end_error
      ), kept as (
        insert into task_done (id, type, queue, lane, state, run_at, submitted_at, attempt,
                               max_attempts, worker, started_at, progress, account_id, batch_id,
                               limit_keys, trace, payload, checkpoint, result, error)
        select id, type, queue, lane, end_state::task_state, run_at, submitted_at, attempt,
               max_attempts, worker, started_at,
               case when end_state = 'succeeded' then 1 else progress end, account_id, batch_id,
               limit_keys, trace, payload, checkpoint, result::jsonb, coalesce(end_error, error)
        from ended
      ), freed as (
        delete from task_unique u using ended e
        where u.key = e.unique_key and u.task_id = e.id and u.until = 'infinity'
      )
      select id, end_state from ended where followed
      """;

  /** Those that may still run come nearer to it; index task_follow_pkey. */
  private static final String RELEASE =
      """
      with gone as (
        delete from task_follow w using unnest(?::uuid[], ?::boolean[]) as e(id, well)
        where w.predecessor = e.id and (w.whatever or e.well)
        returning w.follower
      )
      update task f set waits_for = f.waits_for - g.n
      from (select follower, count(*)::int as n from gone group by follower) g
      where f.id = g.follower
      """;

  /** Those that cannot run any more; index task_follow_pkey. */
  private static final String HOPELESS =
      """
      select id from task
      where id in (select follower from task_follow
                   where predecessor = any (?) and not whatever)
      order by id for update
      """;

  private static final String FORGET =
      "delete from task_follow where predecessor = any (?) or follower = any (?)";

  private static final String WHY = "a task that it follows did not succeed";

  private Burial() {}

  /** Rows that were just inserted, and follow what did not succeed. */
  static void ofHopeless(Connection connection, List<UUID> ids) throws SQLException {
    of(connection, ids.stream().map(id -> new End(id, "dead", null, WHY)).toList());
  }

  /** Moves tasks that the caller has locked. */
  static void of(Connection connection, Collection<End> ends) throws SQLException {
    Collection<End> next = ends;
    while (!next.isEmpty()) {
      List<End> followed = move(connection, next);
      release(connection, followed);
      next = hopeless(connection, followed);
    }
  }

  private static List<End> move(Connection connection, Collection<End> ends) throws SQLException {
    List<End> followed = new ArrayList<>();
    try (PreparedStatement move = connection.prepareStatement(MOVE)) {
      new Arrays(move)
          .add("uuid", ends, End::id)
          .add("text", ends, End::state)
          .add("text", ends, End::result)
          .add("text", ends, End::error);
      try (ResultSet rows = move.executeQuery()) {
        while (rows.next()) {
          followed.add(new End(rows.getObject(1, UUID.class), rows.getString(2), null, null));
        }
      }
    }
    return followed;
  }

  private static void release(Connection connection, List<End> followed) throws SQLException {
    if (followed.isEmpty()) {
      return;
    }
    try (PreparedStatement release = connection.prepareStatement(RELEASE)) {
      new Arrays(release)
          .add("uuid", followed, End::id)
          .add("bool", followed, end -> end.state().equals("succeeded"));
      release.executeUpdate();
    }
  }

  private static List<End> hopeless(Connection connection, List<End> followed) throws SQLException {
    List<UUID> lost =
        followed.stream().filter(e -> !e.state().equals("succeeded")).map(End::id).toList();
    if (lost.isEmpty()) {
      return List.of();
    }
    List<End> ends = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(HOPELESS)) {
      new Arrays(select).add("uuid", lost, id -> id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ends.add(new End(rows.getObject(1, UUID.class), "dead", null, WHY));
        }
      }
    }
    try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
      new Arrays(forget).add("uuid", lost, id -> id).add("uuid", ends, End::id);
      forget.executeUpdate();
    }
    return ends;
  }
}
