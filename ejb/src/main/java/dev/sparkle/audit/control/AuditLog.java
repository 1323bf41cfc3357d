package dev.sparkle.audit.control;

import dev.sparkle.audit.entity.AuditEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Where other components tell what happened. It becomes a record of this node's chain within a few
 * hundred milliseconds ({@code sparkle.audit.flush-ms}); what a crash may lose is what happened in
 * that time. Nothing told here can carry anybody's words ({@link AuditEvent}).
 */
@ApplicationScoped
public class AuditLog {

  private final AuditQueue queue;
  private final AuditMeter meter;

  /** For the container's proxy. */
  protected AuditLog() {
    this(null, AuditMeter.NONE);
  }

  @Inject
  public AuditLog(Clock clock, MetricRegistry metrics) {
    this(new AuditQueue(clock), AuditMeter.in(metrics));
  }

  /** Without a container; whoever holds the queue reads what was told. */
  public AuditLog(AuditQueue queue) {
    this(queue, AuditMeter.NONE);
  }

  private AuditLog(AuditQueue queue, AuditMeter meter) {
    this.queue = queue;
    this.meter = meter;
  }

  /** Tells an event. Never waits and never fails; what finds no room is counted as lost. */
  public void record(AuditEvent event) {
    meter.told(event);
    queue.add(event);
  }

  /**
   * Tells an event and waits until it is committed: for acts that must not happen unrecorded. Tell
   * it before the act, and let the exception keep the act from happening.
   *
   * @throws IllegalStateException if it was not written within that time; it may be written later
   */
  public void recordDurably(AuditEvent event, Duration atMost) {
    meter.told(event);
    try {
      queue
          .add(event)
          .toCompletableFuture()
          .orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      throw new IllegalStateException("the audit record could not be written", e.getCause());
    }
  }

  /** What waits to be written. */
  AuditQueue queue() {
    return queue;
  }
}
