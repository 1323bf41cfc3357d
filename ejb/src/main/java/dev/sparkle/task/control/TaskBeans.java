package dev.sparkle.task.control;

import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.task.control.engine.Parts;
import dev.sparkle.task.control.engine.TaskEngine;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import javax.sql.DataSource;

/** Puts the component's classes, which know no container, together in one. */
@ApplicationScoped
public class TaskBeans {

  @Inject private DataSource joined;

  @Resource(lookup = "jdbc/sparkle-tasks")
  private DataSource own;

  @Resource(lookup = "concurrent/sparkle-tasks")
  private ManagedExecutorService loops;

  @Resource(lookup = "concurrent/sparkle-workers")
  private ManagedExecutorService workers;

  @Resource(lookup = "concurrent/sparkle")
  private ManagedScheduledExecutorService shortWork;

  @Resource(lookup = "concurrent/sparkle-leases")
  private ManagedScheduledExecutorService timers;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry transactions;

  /** The queue's engine; {@link TaskNode} starts it where tasks are worked on. */
  @Produces
  @Singleton
  public TaskEngine engine(
      BeanManager beans,
      TaskMetrics metrics,
      TaskTracing tracing,
      Clock clock,
      CurrentSettings settings) {
    Parts parts =
        new Parts(own, loops, workers, timers, HandlerBeans.find(beans), metrics, tracing, clock);
    return new TaskEngine(parts, settings.get().tasks(), settings.get().node().name());
  }

  /** Takes tasks in, in the caller's transaction. */
  @Produces
  @Singleton
  public TaskQueue queue(TaskEngine engine) {
    return new TaskQueue(joined, engine, new AfterJtaCommit(transactions));
  }

  @Produces
  @Singleton
  public Tasks tasks(TaskEngine engine) {
    return new Tasks(own, engine);
  }

  @Produces
  @Singleton
  public Queues queues(TaskEngine engine, CurrentSettings settings) {
    return new Queues(own, engine, settings.get().tasks().queues());
  }

  @Produces
  @Singleton
  public Schedules schedules(Clock clock) {
    return new Schedules(own, clock);
  }

  @Produces
  @Singleton
  public TaskManager manager(TaskMetrics metrics, CurrentSettings settings) {
    return new TaskManager(shortWork, metrics, settings.get().tasks().tracked());
  }
}
