package dev.sparkle.chat.boundary;

import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Maintenance;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * During maintenance, tells each learner's socket so, lets the answers that run come to their end,
 * and closes it then. Operators' sockets stay.
 */
@ApplicationScoped
public class MaintenanceSockets {

  private static final Logger LOG = System.getLogger(MaintenanceSockets.class.getName());

  @Inject private Sockets sockets;
  @Inject private Maintenance maintenance;
  @Inject private CurrentSettings settings;

  @Resource(lookup = "concurrent/sparkle-leases")
  private ManagedScheduledExecutorService executor;

  private ScheduledFuture<?> round;
  private boolean was;

  void begin(@Observes Startup now) {
    if (settings.get().node().serves()) {
      round = executor.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }
  }

  /** Once more after its end, so that the sockets that stayed are told of a next one. */
  private void look() {
    try {
      boolean is = maintenance.now().isPresent();
      if (is || was) {
        sockets.endForMaintenance();
      }
      was = is;
    } catch (RuntimeException again) {
      // a round that throws would be the last
      LOG.log(Level.WARNING, "sockets could not be ended for maintenance", again);
    }
  }

  @PreDestroy
  void end() {
    if (round != null) {
      round.cancel(true);
    }
  }
}
