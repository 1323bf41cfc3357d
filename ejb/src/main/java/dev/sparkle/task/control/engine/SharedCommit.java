package dev.sparkle.task.control.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * Commits the submissions of many callers together: while one commit is on its way, those who come
 * gather for the next. Each caller is told after the commit that holds his task.
 */
final class SharedCommit {

  /** Tasks in one commit: past this a commit takes longer without making more of them. */
  private static final int MOST = 1000;

  /** SQLSTATE {@code unique_violation}. */
  private static final String UNIQUE_VIOLATION = "23505";

  /** By the primary key. */
  private static final String FIND = "select from task where id = ?";

  /**
   * A row that waits for its commit.
   *
   * @param turn for a caller who waits: completes when he is to lead, or has his answer; else null
   */
  private record Waiting(
      NewTask row, CompletableFuture<UUID> answer, CompletableFuture<Boolean> turn) {

    /** Hands the lead to the caller who waits, if one does. */
    boolean mayTakeLead() {
      return turn != null && turn.complete(true);
    }
  }

  private final DataSource database;
  private final Executor threads;
  private final Bell bell;
  private final TaskObserver observer;
  private final PlainStore plain;
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean committing = new AtomicBoolean();

  SharedCommit(
      DataSource database, Executor threads, Bell bell, TaskObserver observer, PlainStore plain) {
    this.plain = plain;
    this.database = database;
    this.threads = threads;
    this.bell = bell;
    this.observer = observer;
  }

  /**
   * Submits; completes exceptionally when the commit failed. The task is then not there, unless the
   * connection was lost while the database committed: whoever must know gives a key of his own.
   */
  CompletionStage<UUID> submit(NewTask row) {
    CompletableFuture<UUID> answer = new CompletableFuture<>();
    waiting.add(new Waiting(row, answer, null));
    if (mayLead()) {
      appointLeader();
    }
    return answer;
  }

  /**
   * Submits, and waits for the commit. Whoever comes when none is on its way makes it, without
   * waiting for another thread; he makes one only, and hands the lead to the next one who waits.
   * Callers who wait may hold every thread that there is, so none of them depends on another one.
   *
   * @throws java.util.concurrent.CompletionException when the commit failed
   */
  UUID submitAndWait(NewTask row) {
    CompletableFuture<UUID> answer = new CompletableFuture<>();
    CompletableFuture<Boolean> turn = new CompletableFuture<>();
    answer.whenComplete((id, failure) -> turn.complete(false));
    waiting.add(new Waiting(row, answer, turn));
    if (mayLead() || turn.join()) {
      commitNext();
      handOver();
    }
    return answer.join();
  }

  private void handOver() {
    Waiting next = waiting.peek();
    if (next == null) {
      committing.set(false);
      next = waiting.peek();
      if (next == null || !mayLead()) {
        return; // whoever came meanwhile leads
      }
      next = waiting.peek();
    }
    if (next == null || !next.mayTakeLead()) {
      appointLeader();
    }
  }

  private boolean mayLead() {
    return !committing.get() && committing.compareAndSet(false, true);
  }

  private void appointLeader() {
    try {
      threads.execute(this::lead);
    } catch (RuntimeException refused) {
      lead();
    }
  }

  private void lead() {
    do {
      while (!waiting.isEmpty()) {
        commitNext();
      }
      committing.set(false);
    } while (!waiting.isEmpty() && mayLead());
  }

  private void commitNext() {
    List<Waiting> group = new ArrayList<>();
    for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
      group.add(next);
      if (group.size() == MOST) {
        break;
      }
    }
    if (group.isEmpty()) {
      return;
    }
    try {
      commit(group);
    } catch (SQLException | RuntimeException e) {
      if (group.size() == 1) {
        group.get(0).answer.completeExceptionally(e);
      } else {
        group.forEach(this::alone); // one that cannot be stored must not take the others along
      }
    }
  }

  private void alone(Waiting one) {
    try {
      commit(List.of(one));
    } catch (SQLException | RuntimeException e) {
      if (isThereAlready(one.row.id(), e)) {
        observer.submitted(one.row.type(), 1);
        one.answer.complete(one.row.id());
      } else {
        one.answer.completeExceptionally(e);
      }
    }
  }

  /** Whether the shared commit held, and only its answer was lost: nobody else makes this id. */
  private boolean isThereAlready(UUID id, Exception e) {
    if (!(e instanceof SQLException refused) || !UNIQUE_VIOLATION.equals(refused.getSQLState())) {
      return false;
    }
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setObject(1, id);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    } catch (SQLException away) {
      e.addSuppressed(away);
      return false;
    }
  }

  private void commit(List<Waiting> group) throws SQLException {
    List<NewTask> rows = group.stream().map(Waiting::row).toList();
    List<UUID> ids =
        rows.stream().allMatch(NewTask::isPlain) ? storePlain(rows) : storeInvolved(rows);
    for (int each = 0; each < group.size(); each++) {
      observer.submitted(rows.get(each).type(), 1);
      group.get(each).answer.complete(ids.get(each));
    }
  }

  private List<UUID> storeInvolved(List<NewTask> rows) throws SQLException {
    List<UUID> ids =
        Transactions.retrying(
            () -> {
              try (Connection connection = database.getConnection()) {
                return Transactions.in(connection, () -> Submission.submit(connection, rows));
              }
            });
    bell.ring(Messages.of(rows));
    return ids;
  }

  private List<UUID> storePlain(List<NewTask> rows) throws SQLException {
    plain
        .store(
            rows,
            (promised, news) ->
                Transactions.retrying(
                    () -> {
                      try (Connection connection = database.getConnection()) {
                        return Insertion.insertPlain(connection, rows, promised, news);
                      }
                    }))
        .run();
    return rows.stream().map(NewTask::id).toList();
  }
}
