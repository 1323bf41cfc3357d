package dev.sparkle.task.control.engine;

import dev.sparkle.task.entity.Limit;
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
 * What becomes of the tasks of a worker that went silent. They start again; and since one of them
 * may be what silenced it, crashes are counted. One crash before the last that it is allowed, a
 * task becomes a suspect: it starts only when no other suspect runs, and if its worker goes silent
 * again, it alone is held to have done it. So poison is found, and what merely ran beside it ends
 * well.
 *
 * <p>A worker may have been slow and not dead, and says so when it can ({@link Lease#returned}). So
 * nothing is buried before the worker was silent for {@value #SURE_SECONDS} s more; until then the
 * task stays as it was.
 */
final class Rescue {

  /** The limit that lets one suspect run at a time, in the whole installation. */
  static final String SUSPECTS = "task:suspects";

  static final Limit ALONE = Limit.concurrent(1);

  /** Ten leases: who is alive has a chance to say so by then. */
  static final int SURE_SECONDS = 30;

  /** Indexes task_running and task_worker_pkey. */
  private static final String LOCK =
      """
      select t.id, worker, crashes, coalesce(? = any (limit_keys), false) as suspect,
             coalesce(w.ended_at < now() - ? * interval '1 s', false) as sure
      from task t join task_worker w on w.id = t.worker
      where t.state = 'running' and t.worker = any (?)
      order by t.id for update of t
      """;

  private static final String RECORD =
      """
      insert into task_attempt (task_id, number, outcome, worker, started_at, error)
      select id, attempt, 'crashed', worker, started_at, 'its node went silent'
      from task where id = any (?)
      """;

  private static final String COUNTED =
      """
      update task set state = 'queued', worker = null, crashes = crashes + 1,
                      error = 'its node went silent'
      where id = any (?)
      """;

  private static final String SUSPECTED =
      """
      update task set state = 'queued', worker = null, crashes = crashes + 1,
                      error = 'its node went silent; it runs alone now, for it may be the cause',
                      held = true, limit_keys = array_append(array_remove(limit_keys, ?), ?)
      where id = any (?)
      """;

  /** As if it had never been claimed. */
  private static final String INNOCENT =
      """
      update task set state = 'queued', worker = null, attempt = attempt - 1, started_at = null
      where id = any (?)
      """;

  private static final String POISON =
      "its node went silent %d times while it ran; it may be what kills them";

  private record Aboard(UUID id, long worker, int crashes, boolean suspect, boolean sure) {}

  private final Connection connection;
  private final int crashes;

  private Rescue(Connection connection, int crashes) {
    this.connection = connection;
    this.crashes = crashes;
  }

  /**
   * Queues what these workers ran, or ends it; how many tasks, without those of which it is not
   * sure yet. In the caller's transaction.
   *
   * @param crashes so many, and a task is dead
   */
  static int of(Connection connection, Collection<Long> workers, int crashes) throws SQLException {
    return new Rescue(connection, crashes).of(workers);
  }

  private int of(Collection<Long> workers) throws SQLException {
    List<Aboard> all = aboard(workers);
    Set<Long> explained = new HashSet<>();
    all.stream().filter(Aboard::suspect).forEach(task -> explained.add(task.worker));
    List<UUID> crashed = new ArrayList<>();
    List<UUID> counted = new ArrayList<>();
    List<UUID> suspected = new ArrayList<>();
    List<UUID> innocent = new ArrayList<>();
    List<Burial.End> poison = new ArrayList<>();
    for (Aboard task : all) {
      int now = task.crashes + 1;
      if (explained.contains(task.worker) && !task.suspect) {
        innocent.add(task.id);
        continue;
      }
      if (now >= crashes && !task.sure) {
        continue;
      }
      crashed.add(task.id);
      if (now >= crashes) {
        poison.add(new Burial.End(task.id, "dead", null, POISON.formatted(now)));
      } else if (now == crashes - 1) {
        suspected.add(task.id);
      } else {
        counted.add(task.id);
      }
    }
    update(RECORD, crashed);
    update(COUNTED, counted);
    update(SUSPECTED, suspected, SUSPECTS, SUSPECTS);
    update(INNOCENT, innocent);
    Burial.of(connection, poison);
    return crashed.size() + innocent.size();
  }

  private List<Aboard> aboard(Collection<Long> workers) throws SQLException {
    List<Aboard> all = new ArrayList<>();
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      new Arrays(lock).add(SUSPECTS).add(SURE_SECONDS).add("int8", workers, id -> id);
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          all.add(
              new Aboard(
                  rows.getObject("id", UUID.class),
                  rows.getLong("worker"),
                  rows.getInt("crashes"),
                  rows.getBoolean("suspect"),
                  rows.getBoolean("sure")));
        }
      }
    }
    return all;
  }

  private void update(String sql, List<UUID> ids, Object... before) throws SQLException {
    if (!ids.isEmpty()) {
      try (PreparedStatement update = connection.prepareStatement(sql)) {
        Arrays parameters = new Arrays(update);
        for (Object each : before) {
          parameters.add(each);
        }
        parameters.add("uuid", ids, id -> id);
        update.executeUpdate();
      }
    }
  }
}
