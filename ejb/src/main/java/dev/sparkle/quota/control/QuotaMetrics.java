package dev.sparkle.quota.control;

import dev.sparkle.quota.entity.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts what happens in the quota. */
final class QuotaMetrics implements QuotaEvents {

  private final MetricRegistry metrics;

  QuotaMetrics(MetricRegistry metrics) {
    this.metrics = metrics;
    List.of("settled", "released", "expired", "corrected")
        .forEach(kind -> metrics.counter("quota_ends_total", new Tag("kind", kind)));
    metrics.counter("quota_overrun_tokens_total");
    metrics.timer("quota_script_seconds");
    metrics.timer("quota_row_seconds");
    metrics.timer("quota_rebuild_seconds");
    decisions("granted", "none", "none", false);
    decisions("granted", "none", "none", true);
  }

  private Counter decisions(String decision, String limit, String payer, boolean inMemory) {
    return metrics.counter(
        "quota_decisions_total",
        new Tag("decision", decision),
        new Tag("limit", limit),
        new Tag("payer", payer),
        new Tag("book", inMemory ? "memory" : "redis"));
  }

  @Override
  public void decided(Decision decision, boolean inMemory) {
    Decision.Refused refused = decision instanceof Decision.Refused known ? known : null;
    decisions(
            decision.getClass().getSimpleName().toLowerCase(Locale.ROOT),
            refused == null ? "none" : refused.limit().code(),
            refused == null ? "none" : refused.whose().kind().code(),
            inMemory)
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
