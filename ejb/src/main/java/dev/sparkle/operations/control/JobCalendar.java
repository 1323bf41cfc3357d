package dev.sparkle.operations.control;

import dev.sparkle.chat.control.RollupHandler;
import dev.sparkle.knowledge.control.MaterialWatch;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Migrations;
import dev.sparkle.task.control.Schedules;
import dev.sparkle.task.entity.CronSchedule;
import dev.sparkle.task.entity.TaskRequest;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Puts the jobs of every day into the calendar, and looks for what fell through. */
@ApplicationScoped
public class JobCalendar {

  private static final Logger LOG = System.getLogger(JobCalendar.class.getName());

  /** How long a material waits whose task was cancelled, or went dead with its node. */
  private static final long LOOK_SECONDS = 20;

  @Inject private CurrentSettings settings;
  @Inject private Schedules schedules;
  @Inject private MaterialWatch materials;
  @Inject private ManagedScheduledExecutorService executor;
  @EJB private Migrations migrations;

  private volatile ScheduledFuture<?> looking;
  private volatile boolean planned;

  void begin(@Observes Startup now) {
    if (settings.get().node().works()) {
      looking =
          executor.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }
  }

  @PreDestroy
  void end() {
    if (looking != null) {
      looking.cancel(false);
    }
  }

  private void look() {
    try {
      if (migrations.isDone()) {
        if (!planned) {
          plan();
          materials.renewIfChanged();
          planned = true;
        }
        materials.settle();
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.WARNING, "Looking after jobs failed; it is tried again in a while.", e);
    }
  }

  private void plan() {
    put(settings.get().jobs().rollupCron(), RollupHandler.TASK, RollupHandler.Days.MISSING);
    put(settings.get().jobs().purgeCron(), PurgeJobHandler.TASK, new PurgeJobHandler.Purge());
  }

  private void put(Optional<String> cron, String type, Object payload) {
    if (cron.isPresent()) {
      schedules.put(
          new CronSchedule(
              type,
              cron.get(),
              ZoneOffset.UTC,
              CronSchedule.Missed.RUN_ONCE,
              TaskRequest.of(type, payload)));
    } else {
      schedules.remove(type);
    }
  }
}
