package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.Ending;
import java.time.Duration;
import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * What one attempt at a model took, under the names of OpenTelemetry's conventions for generative
 * AI, for dashboards that know these. Buckets are the conventions' own; they stand in
 * microprofile-config.properties.
 */
final class GenAiMetrics {

  private static final Tag CHAT = new Tag("gen_ai_operation_name", "chat");

  private final MetricRegistry metrics;
  private final Tag provider;
  private final Tag model;

  GenAiMetrics(MetricRegistry metrics, String provider, String model) {
    this.metrics = metrics;
    this.provider = new Tag("gen_ai_provider_name", provider);
    this.model = new Tag("gen_ai_request_model", model);
  }

  /** Shows the series from 0 on. */
  void expect() {
    metrics.timer("gen_ai_client_operation_duration_seconds", CHAT, provider, model, error("none"));
    tokens("input");
    tokens("output");
  }

  private Histogram tokens(String type) {
    return metrics.histogram(
        "gen_ai_client_token_usage", CHAT, provider, model, new Tag("gen_ai_token_type", type));
  }

  /**
   * Tells the tokens of an answer.
   *
   * @param type {@code input} or {@code output}
   */
  void used(String type, long tokens) {
    tokens(type).update(tokens);
  }

  /** Tells the time until an answer's end. */
  void took(Duration time, Ending ending) {
    String error = ending instanceof Ending.Failed failed ? failed.code() : "none";
    metrics
        .timer("gen_ai_client_operation_duration_seconds", CHAT, provider, model, error(error))
        .update(time);
  }

  private static Tag error(String type) {
    return new Tag("error_type", type);
  }
}
