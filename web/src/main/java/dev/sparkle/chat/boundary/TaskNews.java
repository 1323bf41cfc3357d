package dev.sparkle.chat.boundary;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.sparkle.platform.control.Json;
import dev.sparkle.platform.control.SerialExecutor;
import dev.sparkle.task.boundary.TaskItem;
import dev.sparkle.task.control.Tasks;
import dev.sparkle.task.entity.TaskChanged;
import dev.sparkle.task.entity.TaskState;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Tells a learner's sockets on this node how his tasks come along, on whichever node they run: at
 * most four times a second for each task, and always its end. A telling that is lost (the database
 * is away, the pool is full) is not made up for; REST has the truth.
 */
@ApplicationScoped
public class TaskNews {

  private static final Logger LOG = System.getLogger(TaskNews.class.getName());

  private static final Duration INTERVAL = Duration.ofMillis(250);

  /** A longer result is left out, in characters; REST has it. */
  private static final int LONGEST_RESULT = 16 * 1024;

  /** The frame; absent is what there is not. */
  record Frame(
      int v,
      String type,
      UUID taskId,
      String taskType,
      String state,
      double progress,
      @JsonRawValue String result,
      String error) {

    static Frame of(TaskItem task) {
      String result = task.result();
      return new Frame(
          1,
          "task.progress",
          task.id(),
          task.type(),
          task.state(),
          task.progress(),
          result != null && result.length() > LONGEST_RESULT ? null : result,
          task.error());
    }
  }

  @Inject private Sockets sockets;
  @Inject private Tasks tasks;
  @Inject private ManagedScheduledExecutorService pool;

  private final ProgressPace pace = new ProgressPace(INTERVAL);
  private Executor oneAfterAnother;

  @PostConstruct
  void begin() {
    oneAfterAnother = new SerialExecutor(pool);
  }

  /** Returns at once; it may be called on a worker's thread. */
  void hear(@Observes TaskChanged change) {
    if (!sockets.has(change.account())) {
      return;
    }
    pace.changed(change.task(), System.nanoTime())
        .ifPresent(wait -> tellLater(change.account(), change.task(), wait));
  }

  private void tellLater(UUID account, UUID task, long nanos) {
    Runnable tell = () -> tell(account, task);
    try {
      if (nanos == 0) {
        pool.execute(() -> oneAfterAnother.execute(tell));
      } else {
        pool.schedule(() -> oneAfterAnother.execute(tell), nanos, TimeUnit.NANOSECONDS);
      }
    } catch (RejectedExecutionException full) {
      pace.telling(task, System.nanoTime());
    }
  }

  private void tell(UUID account, UUID id) {
    pace.telling(id, System.nanoTime());
    try {
      tasks
          .find(account, id)
          .ifPresent(
              task -> {
                TaskItem item = TaskItem.of(task);
                sockets.tell(account, Json.write(Frame.of(item)));
                if (TaskState.of(item.state()).isEnd()) {
                  pace.ended(id);
                }
              });
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "a task''s progress was not told", e);
    }
  }
}
