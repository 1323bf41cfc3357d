package dev.sparkle.task.control.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.task.entity.TaskRequest;
import dev.sparkle.task.entity.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A process that works on tasks is killed with SIGKILL; another node is there. */
class KillIT {

  private static final int TASKS = 300;
  private static final String ON_KILLED =
      " where worker in (select id from task_worker where node = 'killed')";

  /** A slow machine may have held it for dead before, under an earlier number. */
  private static final String WHEN_KILLED =
      " where worker = (select max(id) from task_worker where node = 'killed')";

  @Test
  void nothingIsLostAndWhatRanIsBackWithinFiveSeconds() throws Exception {
    try (TaskDatabase database = new TaskDatabase()) {
      database.run(Effects.TABLE);
      Process dying = NodeProcess.start(TaskDatabase.url(), database.schema());
      try (Node other =
          new Node(database.dataSource(), "other", 4, Effects.of(database.dataSource())).start()) {
        List<TaskRequest> requests = new ArrayList<>();
        for (int each = 0; each < TASKS; each++) {
          requests.add(TaskRequest.of("act", new Act.Input(each)));
        }
        List<UUID> acknowledged = other.queue.submitAll(requests);
        String done = "select count(*) from task_done" + ON_KILLED;
        while (Integer.parseInt(database.query(done)) < TASKS / 10) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        dying.destroyForcibly().waitFor();
        String killed = database.query("select clock_timestamp()");

        other.awaitAll(acknowledged, TaskState.SUCCEEDED);

        int crashed = count(database, "select count(*) from task_attempt" + WHEN_KILLED);
        assertTrue(crashed > 0, "nothing ran when the process died; the test shows nothing");
        assertTrue(crashed <= 4, crashed + " tasks ran on the dead node");
        assertEquals(
            crashed,
            count(
                database,
                "select count(*) from task_done where id in (select task_id from task_attempt"
                    + WHEN_KILLED
                    + ") and started_at < timestamptz '"
                    + killed
                    + "' + interval '5 s'"));
        assertEquals(TASKS, count(database, "select count(*) from task_done"));
        assertEquals(0, count(database, "select count(*) from task"));
        assertEquals(TASKS, count(database, "select count(*) from effect"));
        int repeated = count(database, "select count(*) from effect where times > 1");
        int crashes = count(database, "select count(*) from task_attempt");
        assertTrue(repeated <= crashes, repeated + " effects were written again");
      } finally {
        dying.destroyForcibly();
      }
    }
  }

  private static int count(TaskDatabase database, String sql) throws Exception {
    return Integer.parseInt(database.query(sql));
  }
}
