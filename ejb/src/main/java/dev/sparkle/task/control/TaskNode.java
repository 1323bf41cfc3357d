package dev.sparkle.task.control;

import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Draining;
import dev.sparkle.platform.control.Migrations;
import dev.sparkle.task.control.engine.TaskEngine;
import dev.sparkle.task.entity.CronSchedule;
import dev.sparkle.task.entity.TaskRequest;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.ZoneOffset;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Works on tasks on this node, if its roles say so, as soon as the schema is there; and stops
 * before the application does.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class TaskNode {

  private static final Logger LOG = System.getLogger(TaskNode.class.getName());
  private static final long SCHEMA_MILLIS = 500;

  /** How old the depths in /metrics may be. */
  private static final long DEPTH_SECONDS = 5;

  /** At night, when nobody learns; a night without a node is made up for. */
  private static final CronSchedule PURGE =
      new CronSchedule(
          "task.purge",
          "17 3 * * *",
          ZoneOffset.UTC,
          CronSchedule.Missed.RUN_ONCE,
          TaskRequest.of("task.purge", new PurgeHandler.Purge()));

  @Resource(lookup = "concurrent/sparkle")
  private ManagedScheduledExecutorService executor;

  @EJB private Migrations migrations;
  @Inject private CurrentSettings settings;
  @Inject private TaskEngine engine;
  @Inject private TaskMetrics metrics;
  @Inject private Queues queues;
  @Inject private Schedules schedules;

  private volatile ScheduledFuture<?> waiting;
  private volatile ScheduledFuture<?> counting;
  private volatile boolean working;

  @PostConstruct
  void begin() {
    if (!settings.get().node().works()) {
      LOG.log(Level.INFO, "this node does not work on tasks: sparkle.roles has no worker");
      return;
    }
    metrics.worker(() -> working && engine.isAlive());
    engine.types().forEach(metrics::expect);
    if (migrations.isDone()) {
      work();
    } else {
      waiting =
          executor.scheduleWithFixedDelay(
              this::workIfMigrated, SCHEMA_MILLIS, SCHEMA_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void workIfMigrated() {
    if (migrations.isDone()) {
      waiting.cancel(false);
      work();
    }
  }

  private synchronized void work() {
    schedules.put(PURGE);
    engine.start();
    working = true;
    counting = executor.scheduleWithFixedDelay(this::count, 0, DEPTH_SECONDS, TimeUnit.SECONDS);
  }

  /** A node that is emptied begins no further task. */
  public synchronized void drain(@Observes Draining.Changed change) {
    if (working && change.draining()) {
      engine.hold();
    } else if (working) {
      engine.goOn();
    }
  }

  private void count() {
    try {
      queues.all().forEach(metrics::depth);
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "queues were not counted", e);
    }
  }

  @PreDestroy
  synchronized void end() {
    if (waiting != null) {
      waiting.cancel(false);
    }
    if (working) {
      counting.cancel(false);
      working = false;
      engine.stop();
    }
  }
}
