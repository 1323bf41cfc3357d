package dev.sparkle.llm.control;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.TokenUsage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts, times and traces one attempt at one model. */
final class MeteredSink implements AnswerSink {

  private final AnswerSink target;
  private final Tag provider;
  private final Tag model;
  private final MetricRegistry metrics;
  private final GenAiMetrics genAi;
  private final LongSupplier nanos;
  private final Span span;
  private final Runnable atEnd;
  private final long started;
  private boolean talking;

  MeteredSink(
      AnswerSink target,
      String provider,
      String model,
      MetricRegistry metrics,
      LongSupplier nanos,
      Span span,
      Runnable atEnd) {
    this.target = target;
    this.provider = new Tag("provider", provider);
    this.model = new Tag("model", model);
    this.metrics = metrics;
    this.genAi = new GenAiMetrics(metrics, provider, model);
    this.nanos = nanos;
    this.span = span;
    this.atEnd = atEnd;
    this.started = nanos.getAsLong();
  }

  @Override
  public void delta(String text) {
    if (!talking) {
      talking = true;
      metrics.timer("llm_first_token_seconds", provider, model).update(elapsed());
      span.addEvent("first token");
    }
    target.delta(text);
  }

  @Override
  public void usage(TokenUsage usage) {
    metrics.counter("llm_tokens_total", provider, model, kind("input")).inc(usage.inputTokens());
    metrics.counter("llm_tokens_total", provider, model, kind("output")).inc(usage.outputTokens());
    metrics.counter("llm_cost_micros_total", provider, model).inc(usage.costMicros());
    genAi.used("input", usage.inputTokens());
    genAi.used("output", usage.outputTokens());
    span.setAttribute("gen_ai.usage.input_tokens", usage.inputTokens());
    span.setAttribute("gen_ai.usage.output_tokens", usage.outputTokens());
    target.usage(usage);
  }

  @Override
  public void end(Ending ending) {
    metrics.timer("llm_call_duration_seconds", provider, model).update(elapsed());
    metrics.counter("llm_calls_total", provider, model, new Tag("outcome", outcome(ending))).inc();
    genAi.took(elapsed(), ending);
    if (ending instanceof Ending.Failed failed) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute("error.type", failed.code());
    }
    span.end();
    atEnd.run();
    target.end(ending);
  }

  private static String outcome(Ending ending) {
    return ending.getClass().getSimpleName().toLowerCase(Locale.ROOT);
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
