package dev.sparkle.quota.control;

import dev.sparkle.quota.entity.Decision;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts what happens in the quota. */
final class QuotaMetrics implements QuotaEvents {

  private final MetricRegistry metrics;

  QuotaMetrics(MetricRegistry metrics) {
    this.metrics = metrics;
  }

  @Override
  public void decided(Decision decision, boolean inMemory) {
    Decision.Refused refused = decision instanceof Decision.Refused known ? known : null;
    metrics
        .counter(
            "quota_decisions_total",
            new Tag("decision", decision.getClass().getSimpleName().toLowerCase(Locale.ROOT)),
            new Tag("limit", refused == null ? "none" : refused.limit().code()),
            new Tag("payer", refused == null ? "none" : refused.whose().kind().code()),
            new Tag("book", inMemory ? "memory" : "redis"))
        .inc();
  }

  @Override
  public void scriptTook(Duration time) {
    metrics.timer("quota_script_seconds").update(time);
  }

  @Override
  public void rowTook(Duration time) {
    metrics.timer("quota_row_seconds").update(time);
  }

  @Override
  public void ended(String kind, long overrun) {
    metrics.counter("quota_ends_total", new Tag("kind", kind)).inc();
    if (overrun > 0) {
      metrics.counter("quota_overrun_tokens_total").inc(overrun);
    }
  }

  @Override
  public void rebuilt(Duration took) {
    metrics.timer("quota_rebuild_seconds").update(took);
  }
}
