package dev.sparkle.llm.control;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts and times a call on its way, and tells when the first word came. */
final class MeteredSink implements AnswerSink {

  private final AnswerSink target;
  private final Tag provider;
  private final MetricRegistry metrics;
  private final LongSupplier nanos;
  private final long started;
  private boolean talking;

  MeteredSink(AnswerSink target, String provider, MetricRegistry metrics, LongSupplier nanos) {
    this.target = target;
    this.provider = new Tag("provider", provider);
    this.metrics = metrics;
    this.nanos = nanos;
    this.started = nanos.getAsLong();
  }

  @Override
  public void delta(String text) {
    if (!talking) {
      talking = true;
      metrics.timer("llm_first_token_seconds", provider).update(elapsed());
      target.status(Status.GENERATING);
    }
    target.delta(text);
  }

  @Override
  public void usage(TokenUsage usage) {
    metrics.counter("llm_tokens_total", provider, kind("input")).inc(usage.inputTokens());
    metrics.counter("llm_tokens_total", provider, kind("output")).inc(usage.outputTokens());
    metrics.counter("llm_cost_micros_total", provider).inc(usage.costMicros());
    target.usage(usage);
  }

  @Override
  public void end(Ending ending) {
    metrics.timer("llm_call_duration_seconds", provider).update(elapsed());
    metrics.counter("llm_calls_total", provider, new Tag("outcome", outcome(ending))).inc();
    target.end(ending);
  }

  private static String outcome(Ending ending) {
    return ending.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private static Tag kind(String kind) {
    return new Tag("kind", kind);
  }

  private Duration elapsed() {
    return Duration.ofNanos(nanos.getAsLong() - started);
  }

  @Override
  public void status(Status status) {
    target.status(status);
  }

  @Override
  public void citations(List<Citation> citations) {
    target.citations(citations);
  }

  @Override
  public void redacted(String kind, int count) {
    target.redacted(kind, count);
  }

  @Override
  public Cancellation cancellation() {
    return target.cancellation();
  }
}
