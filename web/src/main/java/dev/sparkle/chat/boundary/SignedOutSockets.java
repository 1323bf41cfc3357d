package dev.sparkle.chat.boundary;

import dev.sparkle.identity.control.SessionWatch;
import dev.sparkle.identity.entity.SignedOut;
import dev.sparkle.platform.control.CurrentSettings;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes the sockets of accounts that were signed out, disabled or deleted, or that may do other
 * things than before; and, within half a minute, those of accounts whose sessions have all expired.
 * A client whose session is still good opens another with a new ticket, and resumes.
 */
@ApplicationScoped
public class SignedOutSockets {

  /** Close code: sign in again, or refresh; then open a new socket. */
  static final int SIGNED_OUT = 4001;

  private static final Logger LOG = System.getLogger(SignedOutSockets.class.getName());
  private static final long SWEEP_SECONDS = 30;

  @Inject private Sockets sockets;
  @Inject private SessionWatch sessions;
  @Inject private CurrentSettings settings;

  @Resource(lookup = "concurrent/sparkle-leases")
  private ManagedScheduledExecutorService executor;

  private ScheduledFuture<?> sweep;

  void begin(@Observes Startup now) {
    if (settings.get().node().serves()) {
      sweep =
          executor.scheduleWithFixedDelay(
              this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }
  }

  void hear(@Observes SignedOut news) {
    sockets.close(news.account(), SIGNED_OUT, news.reason());
  }

  private void sweep() {
    try {
      Set<UUID> open = sockets.accounts();
      if (!open.isEmpty()) {
        sessions
            .withoutSession(open)
            .forEach(account -> sockets.close(account, SIGNED_OUT, "expired"));
      }
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "sessions could not be looked at; the next round does it", e);
    }
  }

  @PreDestroy
  void end() {
    if (sweep != null) {
      sweep.cancel(true);
    }
  }
}
