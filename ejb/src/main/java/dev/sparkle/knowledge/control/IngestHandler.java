package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Ingest;
import dev.sparkle.task.control.Handles;
import dev.sparkle.task.control.TaskContext;
import dev.sparkle.task.control.TaskHandler;
import dev.sparkle.task.control.jobs.JobEnd;
import dev.sparkle.task.control.jobs.JobRunner;
import dev.sparkle.task.entity.RetryPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;

/** Takes a material in: the job {@code material-ingest}, from its checkpoint on if there is one. */
@Handles(Ingest.TASK)
@ApplicationScoped
public class IngestHandler implements TaskHandler<Ingest, IngestHandler.Result> {

  /**
   * What came of it.
   *
   * @param readable false: the material has failed, and says why
   */
  public record Result(java.util.UUID material, boolean readable) {}

  @Inject private JobRunner jobs;

  @Override
  public Class<Ingest> input() {
    return Ingest.class;
  }

  @Override
  public Result handle(Ingest input, TaskContext context) throws Exception {
    JobEnd end =
        jobs.run("material-ingest", Map.of("material", input.material().toString()), context);
    return new Result(input.material(), !end.exitStatus().equals(Ingestion.UNREADABLE));
  }

  /** A node that is short of memory or of its database is well again in a minute. */
  @Override
  public RetryPolicy retry() {
    return RetryPolicy.attempts(5).withBackoff(Duration.ofSeconds(2)).upTo(Duration.ofMinutes(1));
  }

  /** The largest document takes some minutes on a slow core. */
  @Override
  public Duration deadline() {
    return Duration.ofHours(2);
  }

  @Override
  public String queue() {
    return "ingest";
  }
}
