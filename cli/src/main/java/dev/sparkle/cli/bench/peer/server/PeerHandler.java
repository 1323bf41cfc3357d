package dev.sparkle.cli.bench.peer.server;

import dev.sparkle.task.control.Handles;
import dev.sparkle.task.control.TaskContext;
import dev.sparkle.task.control.TaskHandler;
import dev.sparkle.task.entity.RetryPolicy;
import jakarta.enterprise.context.Dependent;
import java.nio.file.Path;
import java.time.Duration;

/** What the measured tasks do; it writes when they do it to the file {@code $EVENTS}. */
@Dependent
@Handles(PeerHandler.TYPE)
public class PeerHandler implements TaskHandler<PeerTask, Void> {

  /** The type of the measured tasks. */
  public static final String TYPE = "bench.peer";

  private final EventLog events = new EventLog(Path.of(System.getenv("EVENTS")));

  @Override
  public Class<PeerTask> input() {
    return PeerTask.class;
  }

  /** As the peers: four attempts, the next after 100 ms. */
  @Override
  public RetryPolicy retry() {
    return RetryPolicy.attempts(4)
        .withBackoff(Duration.ofMillis(100))
        .upTo(Duration.ofMillis(100))
        .withJitter(0);
  }

  @Override
  public Void handle(PeerTask task, TaskContext context) throws InterruptedException {
    if (task.isNoop()) {
      events.add('N', task.id());
      return null;
    }
    events.add('S', task.id());
    if (task.ms() > 0) {
      Thread.sleep(task.ms());
    }
    if (context.attempt() <= task.fails()) {
      events.add('F', task.id());
      throw new IllegalStateException("failed, as it was asked to");
    }
    events.add('E', task.id());
    return null;
  }
}
