package dev.sparkle.knowledge.control;

import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Migrations;
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
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the ingestion on this node, one material at a time: at once when one was stored here, and
 * every few seconds for those of other nodes.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class IngestionWorker {

  private static final Logger LOG = System.getLogger(IngestionWorker.class.getName());

  /** How late a material is found whose node went away; small beside its lease of 30 s. */
  private static final long POLL_SECONDS = 5;

  /** Two beats may be lost before the lease ends. */
  private static final int BEATS_A_LEASE = 3;

  @Resource(lookup = "concurrent/sparkle")
  private ManagedScheduledExecutorService executor;

  @EJB private Migrations migrations;
  @Inject private Ingestion ingestion;
  @Inject private CurrentSettings settings;

  private final AtomicInteger signals = new AtomicInteger();
  private volatile List<ScheduledFuture<?>> timers = List.of();
  private volatile boolean stopped;
  private volatile boolean troubled;

  @PostConstruct
  void start() {
    long beat = settings.get().ingest().lease().toMillis() / BEATS_A_LEASE;
    timers =
        List.of(
            executor.scheduleWithFixedDelay(this::wake, 0, POLL_SECONDS, TimeUnit.SECONDS),
            executor.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS));
  }

  /** Starts at once what a committed transaction left to do. */
  public void onWaiting(
      @Observes(during = TransactionPhase.AFTER_SUCCESS) MaterialWaiting waiting) {
    wake();
  }

  @PreDestroy
  void stop() {
    stopped = true;
    timers.forEach(timer -> timer.cancel(false));
    attempt(ingestion::stop);
  }

  private void wake() {
    if (!stopped && migrations.isDone() && signals.getAndIncrement() == 0) {
      try {
        executor.execute(this::drain);
      } catch (RuntimeException e) {
        signals.set(0); // the queue is full; the next poll tries again
      }
    }
  }

  private void drain() {
    int seen;
    do {
      seen = signals.get();
      attempt(
          () -> {
            boolean more = true;
            while (more && !stopped) {
              more = ingestion.next();
            }
          });
    } while (!signals.compareAndSet(seen, 0));
  }

  private void beat() {
    attempt(ingestion::renew);
  }

  /** Trouble is logged once, until something works again. */
  private void attempt(Runnable work) {
    try {
      work.run();
      troubled = false;
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      LOG.log(
          troubled ? Level.DEBUG : Level.WARNING,
          "Taking in material is interrupted; it is tried again in " + POLL_SECONDS + " s.",
          e);
      troubled = true;
    }
  }
}
