package dev.sparkle.audit.control;

import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.audit.entity.AuditKind;
import dev.sparkle.audit.entity.Severity;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts what is told to the audit record, at once: an alert must not wait for the database. */
@FunctionalInterface
interface AuditMeter {

  /** Counts nothing. */
  AuditMeter NONE = event -> {};

  void told(AuditEvent event);

  /** Counts by kind and severity, from 0 on. */
  static AuditMeter in(MetricRegistry metrics) {
    for (AuditKind kind : AuditKind.values()) {
      for (Severity severity : Severity.values()) {
        counter(metrics, kind, severity);
      }
    }
    return event -> counter(metrics, event.kind(), event.severity()).inc();
  }

  private static Counter counter(MetricRegistry metrics, AuditKind kind, Severity severity) {
    return metrics.counter(
        "audit_events_total", new Tag("kind", kind.code()), new Tag("severity", severity.code()));
  }
}
