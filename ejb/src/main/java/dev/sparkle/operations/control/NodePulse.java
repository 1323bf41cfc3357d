package dev.sparkle.operations.control;

import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Migrations;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Every few seconds this node tells what it is doing, and takes over what operators have changed
 * for all nodes: the live settings and the log levels.
 */
@ApplicationScoped
public class NodePulse {

  /** An operator sees a change within this time; one small statement for it is nothing. */
  static final Duration BEAT = Duration.ofSeconds(3);

  private static final Logger LOG = System.getLogger(NodePulse.class.getName());

  @Inject private CurrentSettings settings;
  @Inject private OwnFigures figures;
  @Inject private LogLevels levels;
  @Inject private LiveSettings live;
  @Inject private NodeRows rows;
  @Inject private ManagedScheduledExecutorService executor;
  @EJB private Migrations migrations;

  private final Instant started =
      Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
  private volatile ScheduledFuture<?> beating;
  private volatile boolean away;

  void begin(@Observes Startup now) {
    beating =
        executor.scheduleWithFixedDelay(this::beat, 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void beat() {
    try {
      if (migrations.isDone()) {
        live.takeOver();
        rows.tell(
            settings.get().node().name(), started, settings.get().node().roles(), figures.now());
        levels.takeOver();
        away = false;
      }
    } catch (SQLException | RuntimeException | LinkageError e) {
      // once, not every beat: the database is away, and health says so
      LOG.log(away ? Level.DEBUG : Level.WARNING, "This node could not tell how it is.", e);
      away = true;
    }
  }

  @PreDestroy
  void end() {
    if (beating != null) {
      beating.cancel(true);
    }
    try {
      if (migrations.isDone()) {
        rows.leave(settings.get().node().name());
      }
    } catch (SQLException | RuntimeException gone) {
      LOG.log(Level.DEBUG, "the node's row stays for a day", gone);
    }
  }
}
