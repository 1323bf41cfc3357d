package dev.sparkle.task.control.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Submits tasks on a connection, as part of whatever transaction it is in: unique keys are taken,
 * predecessors are marked as followed, rows are inserted.
 */
final class Submission {

  /**
   * Takes a key unless it is held; index task_unique_pkey. Two who submit the same at once wait for
   * each other here, until the first one has committed.
   */
  private static final String TAKE_KEY =
      """
      insert into task_unique (key, task_id, until)
      values (?, ?, case when ? = 0 then 'infinity' else now() + ? * interval '1 ms' end)
      on conflict (key) do update set task_id = excluded.task_id, until = excluded.until
        where task_unique.until <= now()
      """;

  private static final String KEY_HOLDER = "select task_id from task_unique where key = ?";

  /** In the order of ids, as everyone who locks several; index task_pkey. */
  private static final String LOCK_LIVING =
      "select id from task where id = any (?) order by id for update";

  private static final String MARK_FOLLOWED =
      "update task set followed = true where id = any (?) and not followed";

  private static final String ENDED = "select id, state from task_done where id = any (?)";

  private static final String FOLLOW =
      """
      insert into task_follow (predecessor, follower, whatever)
      select p, ?, ? from unnest(?::uuid[]) as p
      """;

  private final Connection connection;
  private final Map<UUID, UUID> same = new HashMap<>();
  private final Map<UUID, Integer> waits = new HashMap<>();
  private final List<UUID> hopeless = new ArrayList<>();

  private Submission(Connection connection) {
    this.connection = connection;
  }

  /**
   * Submits the rows.
   *
   * @return their ids in order; where a unique key was held, the id of its holder
   * @throws IllegalArgumentException if a task to be followed is unknown
   */
  static List<UUID> submit(Connection connection, List<NewTask> rows) throws SQLException {
    Submission submission = new Submission(connection);
    List<NewTask> involved =
        rows.stream()
            .filter(NewTask::isInvolved)
            .sorted(Comparator.comparing(row -> String.valueOf(row.uniqueKey())))
            .toList();
    for (NewTask row : involved) {
      submission.prepare(row);
    }
    List<NewTask> fresh =
        rows.stream().filter(row -> !submission.same.containsKey(row.id())).toList();
    if (!fresh.isEmpty()) {
      Insertion.insert(connection, fresh, row -> submission.waits.getOrDefault(row.id(), 0));
    }
    if (!submission.hopeless.isEmpty()) {
      Burial.ofHopeless(connection, submission.hopeless);
    }
    return rows.stream().map(row -> submission.same.getOrDefault(row.id(), row.id())).toList();
  }

  private void prepare(NewTask row) throws SQLException {
    if (row.uniqueKey() != null && !take(row)) {
      return;
    }
    if (!row.following().tasks().isEmpty()) {
      follow(row);
    }
  }

  private boolean take(NewTask row) throws SQLException {
    long window = row.uniqueWindow().equals(Duration.ZERO) ? 0 : row.uniqueWindow().toMillis();
    try (PreparedStatement take = connection.prepareStatement(TAKE_KEY)) {
      new Arrays(take).add(row.uniqueKey()).add(row.id()).add(window).add(window);
      if (take.executeUpdate() == 1) {
        return true;
      }
    }
    try (PreparedStatement holder = connection.prepareStatement(KEY_HOLDER)) {
      holder.setString(1, row.uniqueKey());
      try (ResultSet found = holder.executeQuery()) {
        if (found.next()) {
          same.put(row.id(), found.getObject(1, UUID.class));
          return false;
        }
      }
    }
    return take(row); // its holder ended between the two statements
  }

  private void follow(NewTask row) throws SQLException {
    Set<UUID> wanted = Set.copyOf(row.following().tasks());
    Set<UUID> living = ids(LOCK_LIVING, wanted);
    Map<UUID, String> ended = ended(wanted);
    ended.keySet().removeAll(living);
    if (living.size() + ended.size() < wanted.size()) {
      Set<UUID> unknown = new TreeSet<>(wanted);
      unknown.removeAll(living);
      unknown.removeAll(ended.keySet());
      throw new IllegalArgumentException("there is no task to be followed: " + unknown);
    }
    waits.put(row.id(), living.size());
    if (!row.following().whatever() && !Set.of("succeeded").containsAll(ended.values())) {
      hopeless.add(row.id());
      waits.put(row.id(), Math.max(1, living.size())); // nobody starts it meanwhile
      return;
    }
    if (!living.isEmpty()) {
      update(MARK_FOLLOWED, living);
      try (PreparedStatement follow = connection.prepareStatement(FOLLOW)) {
        new Arrays(follow)
            .add(row.id())
            .add(row.following().whatever())
            .add("uuid", living, id -> id);
        follow.executeUpdate();
      }
    }
  }

  private Set<UUID> ids(String query, Set<UUID> wanted) throws SQLException {
    return rows(query, wanted, false).keySet();
  }

  private Map<UUID, String> ended(Set<UUID> wanted) throws SQLException {
    return rows(ENDED, wanted, true);
  }

  private Map<UUID, String> rows(String query, Set<UUID> wanted, boolean second)
      throws SQLException {
    Map<UUID, String> found = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(query)) {
      new Arrays(select).add("uuid", wanted, id -> id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.put(rows.getObject(1, UUID.class), second ? rows.getString(2) : "");
        }
      }
    }
    return found;
  }

  private void update(String statement, Set<UUID> ids) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(statement)) {
      new Arrays(update).add("uuid", ids, id -> id);
      update.executeUpdate();
    }
  }
}
