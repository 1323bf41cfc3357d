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
 * The dispatcher's one statement: ends the attempts that succeeded, and claims what may start, in a
 * single trip and a single commit.
 *
 * <p>An end is fenced: it counts only while the row still says that this worker runs this attempt.
 * A task that others follow, or that holds a unique key, is left to {@link Settlement}: its end
 * takes more than one statement.
 */
final class Turn {

  /** Ends by task_running or task_pkey. */
  private static final String ENDED =
      """
      with told as materialized (
        select * from unnest(?::uuid[], ?::int[], ?::text[]) as e(id, attempt, result)
      ), ended as (
        delete from task t
        where t.id = any (array(select id from told)) and t.state = 'running' and t.worker = ?
          and ((t.id, t.attempt) in (select id, attempt from told)) is true
          and not t.followed and t.unique_key is null
        returning t.*
      ), kept as (
        insert into task_done (id, type, queue, lane, state, run_at, submitted_at, attempt,
                               max_attempts, worker, started_at, ended_at, progress, account_id,
                               batch_id, limit_keys, trace, payload, checkpoint, result)
        select t.id, type, queue, lane, 'succeeded', run_at, submitted_at, t.attempt,
               max_attempts, worker, started_at, now(), 1, account_id, batch_id, limit_keys,
               trace, payload, checkpoint, told.result::jsonb
        from ended t join told on told.id = t.id
      )
      """;

  /** Where the last look found nothing more, and nobody told of something since. */
  private static final String ENDS = ENDED + "select count(*) from ended";

  /**
   * Ends by task_running or task_pkey, claims by task_ready and task_pkey. Kept places go to the
   * lane whose turn it is, for tasks that have been due for a minute.
   *
   * <p>A worker that others found dead claims nothing: nobody would look for its tasks again. The
   * lock on its row keeps it from being found dead while it claims; beats go on beside it.
   *
   * <p>The table is found by arrays and never joined, and {@code is true} keeps the fence from
   * becoming a join: a plan that joins, made while the table was small, reads all of it when it is
   * large. See {@link Sessions}.
   */
  private static final String ENDS_AND_CLAIMS =
      ENDED
          + """
      , alive as materialized (
        select id from task_worker where id = ? and ended_at is null for key share
      ), place as (
        select * from unnest(?::text[], ?::int[], ?::int[], ?::smallint[])
          as p(queue, free, kept, starving)
        where exists (select 1 from alive)
      ), starving as materialized (
        select s.id, p.queue from place p cross join lateral (
          select id from task
          where queue = p.queue and state = 'queued' and not held and lane = p.starving
            and run_at < now() - interval '60 s'
          order by run_at, id limit p.kept for update skip locked) s
      ), picked as materialized (
        select id from starving
        union all
        select n.id from place p cross join lateral (
          select id from task
          where queue = p.queue and state = 'queued' and not held
            and id not in (select id from starving)
          order by lane, run_at, id
          limit p.free - (select count(*) from starving where queue = p.queue)
          for update skip locked) n
      ), claimed as (
        update task t set state = 'running', worker = ?, attempt = t.attempt + 1,
                          started_at = clock_timestamp()
        where t.id = any (array(select id from picked))
        returning t.*
      )
      select id, type, queue, lane, attempt, max_attempts, crashes,
             (extract(epoch from started_at - run_at) * 1000000)::bigint, account_id,
             unique_key is not null, limit_keys is not null, trace, payload, checkpoint,
             (select count(*) from ended)
      from (values (1)) one left join claimed on true
      order by lane, run_at, id
      """;

  /**
   * What a turn did.
   *
   * @param ended how many attempts were ended; if fewer than asked for, {@link Settlement} tells
   *     which were lost
   */
  record Result(int ended, List<Claimed> claimed) {}

  private Turn() {}

  /**
   * Takes a turn; without places it only ends.
   *
   * @param worker this worker's id
   */
  static Result take(
      Connection connection, long worker, Collection<Done> done, Collection<Places> places)
      throws SQLException {
    if (places.isEmpty()) {
      return new Result(end(connection, worker, done), List.of());
    }
    try (PreparedStatement turn = connection.prepareStatement(ENDS_AND_CLAIMS)) {
      tell(new Arrays(turn), worker, done)
          .add(worker)
          .add("text", places, Places::queue)
          .add("int4", places, Places::free)
          .add("int4", places, Places::kept)
          .add("int2", places, Places::starving)
          .add(worker);
      try (ResultSet rows = turn.executeQuery()) {
        return read(rows, worker);
      }
    }
  }

  private static int end(Connection connection, long worker, Collection<Done> done)
      throws SQLException {
    try (PreparedStatement ends = connection.prepareStatement(ENDS)) {
      tell(new Arrays(ends), worker, done);
      try (ResultSet row = ends.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private static Arrays tell(Arrays parameters, long worker, Collection<Done> done)
      throws SQLException {
    return parameters
        .add("uuid", done, Done::id)
        .add("int4", done, Done::attempt)
        .add("text", done, Done::result)
        .add(worker);
  }

  private static Result read(ResultSet rows, long worker) throws SQLException {
    List<Claimed> claimed = new ArrayList<>();
    int ended = 0;
    while (rows.next()) {
      ended = rows.getInt(15);
      UUID id = rows.getObject(1, UUID.class);
      if (id != null) {
        claimed.add(row(rows, id, claimed.size(), worker));
      }
    }
    return new Result(ended, claimed);
  }

  private static Claimed row(ResultSet rows, UUID id, int order, long worker) throws SQLException {
    return new Claimed(
        id,
        rows.getString(2),
        rows.getString(3),
        rows.getInt(4),
        order,
        rows.getInt(5),
        rows.getInt(6),
        rows.getInt(7),
        rows.getLong(8),
        rows.getObject(9, UUID.class),
        worker,
        rows.getBoolean(10),
        rows.getBoolean(11),
        rows.getString(12),
        rows.getString(13),
        rows.getString(14));
  }
}
