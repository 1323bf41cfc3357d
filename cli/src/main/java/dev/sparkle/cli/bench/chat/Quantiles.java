package dev.sparkle.cli.bench.chat;

import java.util.Locale;

/** Of times in milliseconds. */
public record Quantiles(long count, double p50Ms, double p95Ms, double p99Ms, double maxMs) {

  public static Quantiles of(Delays delays) {
    return new Quantiles(
        delays.count(),
        delays.quantile(0.5),
        delays.quantile(0.95),
        delays.quantile(0.99),
        delays.quantile(1));
  }

  @Override
  public String toString() {
    return count == 0 ? "–" : String.format(Locale.ROOT, "%.1f / %.1f / %.1f", p50Ms, p95Ms, p99Ms);
  }
}
