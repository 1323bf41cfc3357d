package dev.sparkle.task.control.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.task.control.TaskCancelledException;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.batch.runtime.BatchStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How attempts of a task and executions of its job belong together; the engine is played. */
class JobRunnerIT {

  private JobDatabase database;
  private JobRuns runs;
  private RunningJobs running;
  private PlayedEngine engine;
  private JobRunner runner;
  private final PlayedContext context = new PlayedContext();

  @BeforeEach
  void open() throws Exception {
    database = new JobDatabase();
    runs = new JobRuns(database.dataSource());
    running = new RunningJobs(() -> () -> () -> {});
    engine = new PlayedEngine(database, runs, running);
    runner =
        new JobRunner(
            engine,
            runs,
            new JobStore(database.dataSource()),
            running,
            OpenTelemetry.noop().getTracer("none"));
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void startsAJobAndTellsItsEnd() throws Exception {
    engine.next(BatchStatus.COMPLETED, "DONE");

    JobEnd end = runner.run("play", Map.of("of", "shadows"), context);

    assertEquals("DONE", end.exitStatus());
    assertEquals("start play fence 1 of shadows", engine.told());
  }

  @Test
  void goesOnFromAnExecutionThatFailed() throws Exception {
    engine.next(BatchStatus.FAILED, "FAILED");
    JobFailedException failed =
        assertThrows(JobFailedException.class, () -> runner.run("play", Map.of(), context));
    assertTrue(failed.getMessage().contains("no memory"), failed.getMessage());
    engine.next(BatchStatus.COMPLETED, "DONE");

    runner.run("play", Map.of(), context);

    assertEquals("start play fence 1; restart 1 fence 2", engine.told());
  }

  @Test
  void takesOverWhatAServerLeftStarted() throws Exception {
    long left = database.execution(BatchStatus.STARTED);
    Fence late = runs.take(context.task(), "play").fence();
    runs.started(late, left);
    engine.next(BatchStatus.COMPLETED, "DONE");

    runner.run("play", Map.of(), context);

    assertEquals("restart 1 fence 2", engine.told());
    assertEquals("4 4 4", database.statuses(left), "execution, instance and step count as failed");
    assertThrows(FencedException.class, () -> runs.started(late, left));
  }

  @Test
  void doesNotRepeatWhatIsComplete() throws Exception {
    long whole = database.execution(BatchStatus.COMPLETED);
    runs.started(runs.take(context.task(), "play").fence(), whole);

    JobEnd end = runner.run("play", Map.of(), context);

    assertEquals(whole, end.execution());
    assertEquals("", engine.told());
  }

  @Test
  void stopsTheJobOfACancelledTask() throws Exception {
    engine.next(BatchStatus.STOPPED, "STOPPED");
    engine.endOnlyWhenStopped();
    context.cancel();

    assertThrows(TaskCancelledException.class, () -> runner.run("play", Map.of(), context));

    assertTrue(engine.told().contains("stop 1"), engine.told());
  }

  @Test
  void endsTheExecutionOfALateNodeThatTheContainerLeavesInFlight() throws Exception {
    JobRunner impatient =
        new JobRunner(
            engine,
            runs,
            new JobStore(database.dataSource()),
            running,
            OpenTelemetry.noop().getTracer("none"),
            Duration.ofMillis(10));
    engine.next(BatchStatus.STOPPING, "");
    engine.endOnlyWhenStopped();
    context.cancel();

    assertThrows(TaskCancelledException.class, () -> impatient.run("play", Map.of(), context));

    assertEquals(Optional.of(BatchStatus.FAILED), database.status(1));
  }

  @Test
  void doesNotTouchAnInstanceThatWentOnInALaterExecution() throws Exception {
    long late = database.execution(BatchStatus.STOPPING);
    database.next(late, BatchStatus.COMPLETED);

    assertTrue(new JobStore(database.dataSource()).declareFailed(late));

    assertEquals(
        BatchStatus.FAILED.ordinal() + " " + BatchStatus.COMPLETED.ordinal() + " 4",
        database.statuses(late));
  }

  @Test
  void stopsTheJobWhenItsThreadIsInterrupted() throws Exception {
    engine.next(BatchStatus.STOPPED, "STOPPED");
    engine.endOnlyWhenStopped();
    Thread.currentThread().interrupt();

    assertThrows(InterruptedException.class, () -> runner.run("play", Map.of(), context));

    assertTrue(engine.told().contains("stop 1"), engine.told());
  }

  @Test
  void forgetsOldJobsButNotThoseOfLivingTasks() throws Exception {
    JobStore store = new JobStore(database.dataSource());
    long old = database.execution(BatchStatus.COMPLETED);
    runs.started(runs.take(context.task(), "play").fence(), old);
    long living = database.execution(BatchStatus.FAILED);
    runs.started(runs.take(database.task(), "play").fence(), living);
    database.age();
    database.execution(BatchStatus.COMPLETED);

    assertEquals(1, store.forget(Duration.ofDays(7), 100));

    assertEquals("2 3", database.executions());
  }
}
