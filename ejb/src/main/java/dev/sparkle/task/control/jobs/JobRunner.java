package dev.sparkle.task.control.jobs;

import dev.sparkle.task.control.TaskContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.batch.runtime.BatchStatus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs a batch job as one attempt of a task: starts it, or goes on at the checkpoint where the
 * attempt before it ended, and waits for its end. A task has one job, over all its attempts.
 *
 * <p>An execution that its node left behind counts as failed from here on, without a look at
 * whether that node still lives: the {@link Fence} keeps it from writing.
 */
public class JobRunner {

  private static final Logger LOG = System.getLogger(JobRunner.class.getName());

  /** How soon a cancelled task's job hears of it. */
  private static final Duration LOOK = Duration.ofMillis(500);

  /** A signal comes with the end of a job; this finds a job that died without one. */
  private static final int LOOKS_A_QUESTION = 10;

  /** A job's last words come some milliseconds before its status is stored. */
  private static final Duration BREATH = Duration.ofMillis(5);

  private static final Duration SETTLING = Duration.ofSeconds(10);

  /** A chunk takes seconds at most; whoever needs longer is fenced. */
  private static final Duration STOPPING = Duration.ofSeconds(5);

  /** A server that goes down stops its jobs first, and takes their tasks back some time after. */
  private static final Duration GOING_DOWN = Duration.ofSeconds(60);

  private final JobEngine engine;
  private final JobRuns runs;
  private final JobStore store;
  private final RunningJobs running;
  private final Tracer tracer;
  private final Duration settling;

  public JobRunner(
      JobEngine engine, JobRuns runs, JobStore store, RunningJobs running, Tracer tracer) {
    this(engine, runs, store, running, tracer, SETTLING);
  }

  /**
   * A runner.
   *
   * @param settling how long a job's status may come after its last words
   */
  JobRunner(
      JobEngine engine,
      JobRuns runs,
      JobStore store,
      RunningJobs running,
      Tracer tracer,
      Duration settling) {
    this.settling = settling;
    this.tracer = Objects.requireNonNull(tracer, "tracer");
    this.engine = Objects.requireNonNull(engine, "engine");
    this.runs = Objects.requireNonNull(runs, "runs");
    this.store = Objects.requireNonNull(store, "store");
    this.running = Objects.requireNonNull(running, "running");
  }

  /**
   * One attempt.
   *
   * @param job name of the JSL
   * @param parameters the same in each attempt
   * @throws JobFailedException if the job failed, or was stopped by somebody else; another attempt
   *     goes on at its checkpoint
   * @throws dev.sparkle.task.control.TaskCancelledException if the attempt is over; the job has
   *     been told to stop
   */
  public JobEnd run(String job, Map<String, String> parameters, TaskContext context)
      throws JobFailedException, InterruptedException {
    Span span = tracer.spanBuilder("job " + job).startSpan();
    try (Scope current = span.makeCurrent()) {
      Objects.requireNonNull(current);
      return runOrGoOn(job, parameters, context);
    } catch (JobFailedException | RuntimeException e) {
      span.setStatus(StatusCode.ERROR);
      throw e;
    } finally {
      span.end();
    }
  }

  private JobEnd runOrGoOn(String job, Map<String, String> parameters, TaskContext context)
      throws JobFailedException, InterruptedException {
    JobRuns.Turn turn = runs.take(context.task(), job);
    // before the container looks at it, which may remember what it saw
    turn.before().ifPresent(this::abandon);
    Optional<JobEngine.Execution> before = turn.before().flatMap(engine::execution);
    if (before.isPresent() && before.get().status() == BatchStatus.COMPLETED) {
      return new JobEnd(before.get().id(), before.get().exitStatus());
    }
    Map<String, String> all = new HashMap<>(parameters);
    all.putAll(turn.fence().parameters());
    try (RunningJob here = running.enter(turn.fence(), context)) {
      long execution =
          before.isPresent() ? engine.restart(before.get().id(), all) : engine.start(job, all);
      JobEngine.Execution last = await(here, execution, context);
      if (last.status() == BatchStatus.STOPPED) {
        awaitTakingBack(here, context);
      }
      return end(last, job, here, context);
    }
  }

  private void abandon(long execution) {
    if (store.declareFailed(execution)) {
      LOG.log(Level.INFO, "Execution {0} was left in flight; it counts as failed.", execution);
    }
  }

  private JobEngine.Execution await(RunningJob here, long execution, TaskContext context)
      throws InterruptedException {
    try {
      for (int look = 1; !here.awaitEnd(LOOK); look++) {
        if (context.isCancelled()) {
          engine.stop(execution);
        }
        if (look % LOOKS_A_QUESTION == 0 && !current(execution).inFlight()) {
          break;
        }
      }
      return settled(here, execution, context);
    } catch (InterruptedException e) {
      engine.stop(execution);
      here.awaitEnd(STOPPING);
      throw e;
    }
  }

  /** Nothing went wrong: an attempt that failed now would count. */
  private static void awaitTakingBack(RunningJob here, TaskContext context)
      throws InterruptedException {
    long end = System.nanoTime() + GOING_DOWN.toNanos();
    while (!context.isCancelled() && System.nanoTime() - end < 0) {
      here.pause(LOOK);
    }
  }

  private JobEngine.Execution settled(RunningJob here, long execution, TaskContext context)
      throws InterruptedException {
    JobEngine.Execution now = current(execution);
    long breaths = settling.dividedBy(BREATH);
    for (int breath = 0; now.inFlight() && breath < breaths; breath++) {
      here.pause(BREATH);
      now = current(execution);
    }
    if (now.inFlight() && context.isCancelled()) {
      // another node's run of it has ended, so the container does not store the end of this one
      abandon(execution);
      return current(execution);
    }
    return now;
  }

  private JobEngine.Execution current(long execution) {
    return engine
        .execution(execution)
        .orElseThrow(() -> new IllegalStateException("execution " + execution + " is gone"));
  }

  private static JobEnd end(
      JobEngine.Execution last, String job, RunningJob here, TaskContext context)
      throws JobFailedException {
    if (last.status() == BatchStatus.COMPLETED) {
      return new JobEnd(last.id(), last.exitStatus());
    }
    context.endIfCancelled();
    Throwable cause = here.cause();
    throw new JobFailedException(
        "Job "
            + job
            + ", execution "
            + last.id()
            + ", is "
            + last.status()
            + (cause == null ? "; the log says why." : ": " + cause),
        cause);
  }
}
