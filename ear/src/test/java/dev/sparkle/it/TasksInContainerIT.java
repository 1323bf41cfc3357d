package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.task.control.ProbeHandler.Probe;
import dev.sparkle.task.control.Schedules;
import dev.sparkle.task.control.TaskManager;
import dev.sparkle.task.control.TaskQueue;
import dev.sparkle.task.control.Tasks;
import dev.sparkle.task.entity.Attempt;
import dev.sparkle.task.entity.Task;
import dev.sparkle.task.entity.TaskRequest;
import dev.sparkle.task.entity.TaskState;
import dev.sparkle.task.entity.UniqueKey;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The queue in the container: transactions, managed threads, beans. */
@ExtendWith(ArquillianExtension.class)
class TasksInContainerIT {

  @Inject private TaskQueue queue;
  @Inject private Tasks tasks;
  @Inject private TaskManager manager;
  @Inject private Schedules schedules;
  @Inject private UserTransaction transaction;

  @Resource(lookup = "jdbc/sparkle")
  private DataSource database;

  @Deployment
  static EnterpriseArchive sparkle() {
    return PackagedApplication.with(TasksInContainerIT.class);
  }

  private static TaskRequest probe() {
    return TaskRequest.of("task.probe", new Probe(0, 0));
  }

  private Task await(UUID id, TaskState state) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    Task task = tasks.find(id).orElseThrow();
    while (task.state() != state) {
      assertTrue(System.nanoTime() < end, "still " + task);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      task = tasks.find(id).orElseThrow();
    }
    return task;
  }

  @Test
  void taskAndBusinessRowCommitTogether() throws Exception {
    UUID row = UUID.randomUUID();
    transaction.begin();
    insertAccount(row);
    UUID id = queue.submit(probe().forAccount(row));
    assertEquals(Optional.empty(), tasks.find(id), "others see it before the commit");
    transaction.commit();
    await(id, TaskState.SUCCEEDED);
    assertTrue(exists(row));
  }

  @Test
  void taskAndBusinessRowRollBackTogether() throws Exception {
    UUID row = UUID.randomUUID();
    transaction.begin();
    insertAccount(row);
    UUID id = queue.submit(probe().forAccount(row));
    transaction.rollback();
    assertEquals(Optional.empty(), tasks.find(id));
    assertFalse(exists(row));
  }

  @Test
  void uniqueKeyIsTakenInTheCallersTransaction() throws Exception {
    TaskRequest once =
        TaskRequest.of("task.probe", new Probe(5000, 0)).unique(UniqueKey.of("it-once"));
    transaction.begin();
    UUID lost = queue.submit(once);
    transaction.rollback();
    assertEquals(Optional.empty(), tasks.find(lost));

    transaction.begin();
    UUID kept = queue.submit(once);
    assertEquals(Optional.empty(), tasks.find(kept), "others see it before the commit");
    transaction.commit();
    transaction.begin();
    assertEquals(kept, queue.submit(once));
    transaction.commit();
    tasks.cancel(kept);
  }

  @Test
  void sharedCommitStandsWhenTheCallersTransactionRollsBack() throws Exception {
    transaction.begin();
    UUID id = queue.submitShared(probe()).toCompletableFuture().get(10, TimeUnit.SECONDS);
    transaction.rollback();
    await(id, TaskState.SUCCEEDED);
  }

  @Test
  void failsTwiceAndSucceeds() {
    UUID id = queue.submit(TaskRequest.of("task.probe", new Probe(0, 2)));
    assertEquals(3, await(id, TaskState.SUCCEEDED).attempt());
    assertEquals(
        List.of("failed", "failed", "succeeded"),
        tasks.attempts(id).stream().map(Attempt::outcome).toList());
  }

  @Test
  void tracksShortWork() throws Exception {
    assertEquals(
        "done", manager.track("it", () -> "done").toCompletableFuture().get(10, TimeUnit.SECONDS));
    CompletionException failed =
        assertThrows(
            CompletionException.class,
            () ->
                manager
                    .track(
                        "it",
                        () -> {
                          throw new IllegalStateException("broken");
                        })
                    .toCompletableFuture()
                    .join());
    assertEquals("broken", failed.getCause().getMessage());
  }

  @Test
  void purgesEveryNight() {
    assertTrue(schedules.all().stream().anyMatch(each -> each.type().equals("task.purge")));
  }

  private void insertAccount(UUID id) throws Exception {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into account (id, kind, display_name, roles, created_at)"
                    + " values (?, 'guest', 'x', '{learner}', now())")) {
      insert.setObject(1, id);
      insert.executeUpdate();
    }
  }

  private boolean exists(UUID id) throws Exception {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select 1 from account where id = ?")) {
      select.setObject(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }
}
