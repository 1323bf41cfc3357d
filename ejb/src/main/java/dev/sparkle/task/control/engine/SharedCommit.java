package dev.sparkle.task.control.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
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

  private record Waiting(NewTask row, CompletableFuture<UUID> answer) {}

  private final DataSource database;
  private final Executor threads;
  private final Bell bell;
  private final TaskObserver observer;
  private final DirectStart direct;
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean committing = new AtomicBoolean();

  SharedCommit(
      DataSource database, Executor threads, Bell bell, TaskObserver observer, DirectStart direct) {
    this.direct = direct;
    this.database = database;
    this.threads = threads;
    this.bell = bell;
    this.observer = observer;
  }

  /** Submits; completes exceptionally when the commit failed, and the task is then not there. */
  CompletionStage<UUID> submit(NewTask row) {
    CompletableFuture<UUID> answer = new CompletableFuture<>();
    waiting.add(new Waiting(row, answer));
    if (mayLead()) {
      appointLeader();
    }
    return answer;
  }

  /**
   * Submits, and waits for the commit. Whoever comes when none is on its way makes it, without
   * waiting for another thread; he makes one only, and whoever came meanwhile has another leader.
   *
   * @throws java.util.concurrent.CompletionException when the commit failed
   */
  UUID submitAndWait(NewTask row) {
    CompletableFuture<UUID> answer = new CompletableFuture<>();
    waiting.add(new Waiting(row, answer));
    if (mayLead()) {
      commitNext();
      if (!waiting.isEmpty()) {
        appointLeader();
      } else {
        committing.set(false);
        if (!waiting.isEmpty() && mayLead()) {
          appointLeader();
        }
      }
    }
    return answer.join();
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
      one.answer.completeExceptionally(e);
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

  /** What finds a place here starts at once; of the rest, workers are told. */
  private List<UUID> storePlain(List<NewTask> rows) throws SQLException {
    Map<UUID, Claimed> promised = new HashMap<>();
    for (NewTask row : rows) {
      direct.promise(row).ifPresent(task -> promised.put(row.id(), task));
    }
    List<String> news =
        Messages.of(rows.stream().filter(row -> !promised.containsKey(row.id())).toList());
    boolean carries = !news.isEmpty() && bell.isCalm();
    Set<UUID> running;
    try {
      running =
          Transactions.retrying(
              () -> {
                try (Connection connection = database.getConnection()) {
                  return Insertion.insertStarting(
                      connection, rows, promised, carries ? news : List.of());
                }
              });
    } catch (SQLException | RuntimeException e) {
      promised.values().forEach(direct::unheard);
      throw e;
    }
    tell(rows, promised, running, carries ? List.of() : news);
    if (carries) {
      bell.ringHere(news);
    }
    return rows.stream().map(NewTask::id).toList();
  }

  private void tell(
      List<NewTask> rows, Map<UUID, Claimed> promised, Set<UUID> running, List<String> news) {
    for (NewTask row : rows) { // in their order
      Claimed task = promised.get(row.id());
      if (task != null && running.contains(row.id())) {
        direct.start(task);
      } else if (task != null) {
        direct.release(task);
      }
    }
    bell.ring(
        running.size() == promised.size() ? news : Messages.of(rows)); // fewer: it is found dead
  }
}
