package dev.sparkle.safety.control.guardian;

import dev.sparkle.safety.entity.Concern;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Raises severe events off the way of an answer. While the database is away it tries again; an
 * event that it has to give up stays in the log and in the audit record.
 */
@ApplicationScoped
public class Alarm {

  private static final Logger LOG = System.getLogger(Alarm.class.getName());
  private static final int ATTEMPTS = 60;
  private static final long PAUSE_SECONDS = 10;

  private final Guardians guardians;
  private final ManagedScheduledExecutorService executor;
  private final Clock clock;
  private final MetricRegistry metrics;

  /** For the container's proxy. */
  protected Alarm() {
    this(null, null, null, null);
  }

  @Inject
  public Alarm(
      Guardians guardians,
      ManagedScheduledExecutorService executor,
      Clock clock,
      MetricRegistry metrics) {
    this.guardians = guardians;
    this.executor = executor;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Shows what may be raised from 0 on. */
  public void expect() {
    for (Concern concern : Concern.values()) {
      count(concern.code());
    }
    count("repeated_attacks");
  }

  private Counter count(String kind) {
    return metrics.counter("guardian_events_total", new Tag("kind", kind));
  }

  /** Raises an event; returns at once. */
  public void raise(UUID account, UUID generation, String kind) {
    count(kind).inc();
    Instant at = clock.instant();
    later(() -> attempt(account, generation, kind, at, 1), 0);
  }

  private void attempt(UUID account, UUID generation, String kind, Instant at, int number) {
    try {
      guardians.raise(account, generation, kind, at);
    } catch (SQLException | RuntimeException e) {
      if (number >= ATTEMPTS) {
        LOG.log(Level.ERROR, "a severe event could not be noted: " + kind, e);
        return;
      }
      later(() -> attempt(account, generation, kind, at, number + 1), PAUSE_SECONDS);
    }
  }

  private void later(Runnable work, long seconds) {
    try {
      executor.schedule(work, seconds, TimeUnit.SECONDS);
    } catch (RejectedExecutionException full) {
      LOG.log(Level.ERROR, "a severe event could not be noted: too much is going on", full);
    }
  }
}
