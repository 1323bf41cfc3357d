package dev.sparkle.knowledge.control;

import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.task.control.Handles;
import dev.sparkle.task.control.TaskContext;
import dev.sparkle.task.control.TaskHandler;
import dev.sparkle.task.control.jobs.JobRunner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;

/** Goes over all passages: the job {@code re-embed}. */
@Handles(Renewal.TASK)
@ApplicationScoped
public class ReembedHandler implements TaskHandler<Renewal.Wanted, Void> {

  /**
   * Into how many parts the work was cut, so that the next attempt keeps to it on whichever node.
   */
  record Cut(int parts) {}

  @Inject private CurrentSettings settings;
  @Inject private JobRunner jobs;
  @Inject private Renewal renewal;

  @Override
  public Class<Renewal.Wanted> input() {
    return Renewal.Wanted.class;
  }

  @Override
  public Void handle(Renewal.Wanted wanted, TaskContext context) throws Exception {
    String mine = renewal.fingerprint();
    Cut cut =
        context.checkpoint(Cut.class).orElseGet(() -> new Cut(settings.get().jobs().partitions()));
    context.checkpoint(cut);
    jobs.run("re-embed", Map.of("partitions", Integer.toString(cut.parts())), context);
    // what this node has is what was written; if another was wanted, that node submits again
    renewal.done(mine);
    return null;
  }

  /** A million passages at 10 ms each, on two cores. */
  @Override
  public Duration deadline() {
    return Duration.ofHours(12);
  }

  @Override
  public String queue() {
    return "batch";
  }
}
