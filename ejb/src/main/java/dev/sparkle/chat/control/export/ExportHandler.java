package dev.sparkle.chat.control.export;

import dev.sparkle.task.control.Handles;
import dev.sparkle.task.control.TaskContext;
import dev.sparkle.task.control.TaskHandler;
import dev.sparkle.task.control.jobs.JobRunner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;

/** Makes an export: the job {@code export}. The result names it. */
@Handles(ExportDesk.TASK)
@ApplicationScoped
public class ExportHandler implements TaskHandler<ExportDesk.Wanted, ExportDesk.Wanted> {

  @Inject private JobRunner jobs;

  @Override
  public Class<ExportDesk.Wanted> input() {
    return ExportDesk.Wanted.class;
  }

  @Override
  public ExportDesk.Wanted handle(ExportDesk.Wanted wanted, TaskContext context) throws Exception {
    jobs.run("export", Map.of("export", wanted.export().toString()), context);
    return wanted;
  }

  @Override
  public Duration deadline() {
    return Duration.ofHours(1);
  }

  @Override
  public String queue() {
    return "batch";
  }
}
