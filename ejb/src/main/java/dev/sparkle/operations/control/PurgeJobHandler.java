package dev.sparkle.operations.control;

import dev.sparkle.task.control.Handles;
import dev.sparkle.task.control.TaskContext;
import dev.sparkle.task.control.TaskHandler;
import dev.sparkle.task.control.jobs.JobRunner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;

/** Removes what is too old: the job {@code retention-purge}. */
@Handles(PurgeJobHandler.TASK)
@ApplicationScoped
public class PurgeJobHandler implements TaskHandler<PurgeJobHandler.Purge, Void> {

  /** Type of the task. */
  public static final String TASK = "retention.purge";

  /** What to remove: as the settings say. */
  public record Purge() {}

  @Inject private JobRunner jobs;

  @Override
  public Class<Purge> input() {
    return Purge.class;
  }

  @Override
  public Void handle(Purge input, TaskContext context) throws Exception {
    jobs.run("retention-purge", Map.of(), context);
    return null;
  }

  @Override
  public Duration deadline() {
    return Duration.ofHours(2);
  }

  @Override
  public String queue() {
    return "batch";
  }
}
