package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.Origin;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Where calls to models and their answers are counted and traced. A span is one attempt, with the
 * attributes of OpenTelemetry's conventions for generative AI; prompts and answers are in none.
 */
final class CallMeter {

  private final MetricRegistry metrics;
  private final Tracer tracer;
  private final LongSupplier nanos;

  CallMeter(MetricRegistry metrics, Tracer tracer, LongSupplier nanos) {
    this.metrics = metrics;
    this.tracer = tracer;
    this.nanos = nanos;
  }

  /**
   * A sink that counts, times and traces one attempt.
   *
   * @param provider configured name, or who speaks instead of a model
   * @param model its name at its server
   * @param atEnd run before the end is told
   */
  AnswerSink around(AnswerSink sink, String provider, String model, Runnable atEnd) {
    Span span =
        tracer
            .spanBuilder("chat " + model)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("gen_ai.operation.name", "chat")
            .setAttribute("gen_ai.provider.name", provider)
            .setAttribute("gen_ai.request.model", model)
            .startSpan();
    return new MeteredSink(sink, provider, model, metrics, nanos, span, atEnd);
  }

  /** Shows what will be counted of a model from 0 on: a count first seen at 7 has not risen. */
  void expect(String provider, String model) {
    Tag[] who = {new Tag("provider", provider), new Tag("model", model)};
    for (String outcome : List.of("done", "stopped", "failed")) {
      metrics.counter("llm_calls_total", who[0], who[1], new Tag("outcome", outcome));
    }
    metrics.counter("llm_tokens_total", who[0], who[1], new Tag("kind", "input"));
    metrics.counter("llm_tokens_total", who[0], who[1], new Tag("kind", "output"));
    metrics.counter("llm_cost_micros_total", who);
    metrics.timer("llm_first_token_seconds", who);
    metrics.timer("llm_call_duration_seconds", who);
    new GenAiMetrics(metrics, provider, model).expect();
  }

  /** Shows who might answer, from 0 on. */
  void expectAnswers() {
    for (Origin.Kind kind : Origin.Kind.values()) {
      metrics.counter("llm_answers_total", new Tag("source", kind.wireName()));
    }
  }

  /** Tells who answered. */
  void answered(Origin.Kind kind) {
    metrics.counter("llm_answers_total", new Tag("source", kind.wireName())).inc();
  }
}
