package dev.sparkle.safety.control;

import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.safety.entity.Family;
import dev.sparkle.safety.entity.Layer;
import dev.sparkle.safety.entity.Verdict;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Where every verdict is told: counted, recorded for the audit, noted on the call's span, and, if
 * something was refused or changed, logged with the rules that spoke. Never the text itself.
 */
@ApplicationScoped
public class Verdicts {

  private static final Logger LOG = System.getLogger(Verdicts.class.getName());

  /** What a layer in shadow mode would have done carries this in front. */
  private static final String SHADOW = "shadow_";

  private final MetricRegistry metrics;
  private final Witness witness;
  private final Tracer tracer;

  /** For the container's proxy. */
  protected Verdicts() {
    this(null);
  }

  /** Counts and logs, and records nothing: for layers without a server. */
  public Verdicts(MetricRegistry metrics) {
    this(metrics, Witness.NOBODY, OpenTelemetry.noop().getTracer("none"));
  }

  @Inject
  public Verdicts(MetricRegistry metrics, AuditWitness witness, Tracer tracer) {
    this(metrics, (Witness) witness, tracer);
  }

  Verdicts(MetricRegistry metrics, Witness witness, Tracer tracer) {
    this.metrics = metrics;
    this.witness = witness;
    this.tracer = tracer;
  }

  /** Shows what alerts watch from 0 on: to Prometheus, a count first seen at 7 has not risen. */
  public void expect() {
    for (Family family : Family.values()) {
      counter(Layer.INPUT, "blocked", family.code());
    }
    counter(Layer.INPUT, "allowed", "none");
    for (String leak : List.of("canary", "prompt_leak")) {
      counter(Layer.OUTPUT, "blocked", leak);
    }
    for (Layer layer : Layer.values()) {
      metrics.timer("safety_layer_duration_seconds", new Tag("layer", layer.code()));
    }
    metrics.timer("safety_chain_duration_seconds");
    metrics.timer("safety_first_words_held_seconds");
    metrics.timer("quota_first_words_held_seconds");
  }

  /**
   * Tells a verdict on words.
   *
   * @param enforced false in shadow mode: it was judged, and the words passed nevertheless
   */
  public void tell(ModelCall call, Layer layer, Verdict verdict, boolean enforced) {
    tell(call, what(call), layer, verdict, enforced);
  }

  /** Tells a verdict on a piece of material that was not just let pass. */
  public void tellOfMaterial(Layer layer, Verdict verdict, boolean enforced) {
    tell(null, "a piece of material", layer, verdict, enforced);
  }

  private String what(ModelCall call) {
    return "a call of account " + witness.nameOf(call.caller());
  }

  private void tell(ModelCall call, String what, Layer layer, Verdict verdict, boolean enforced) {
    String prefix = enforced ? "" : SHADOW;
    if (verdict instanceof Verdict.Blocked blocked) {
      tell(
          call,
          what,
          layer,
          prefix + "blocked",
          blocked.reason(),
          blocked.score(),
          blocked.rules());
    } else if (verdict instanceof Verdict.Rewritten rewritten) {
      tell(
          call,
          what,
          layer,
          prefix + "rewritten",
          rewritten.reason(),
          rewritten.score(),
          rewritten.rules());
    } else {
      tell(call, what, layer, "allowed", "none", verdict.score(), verdict.rules());
    }
  }

  /**
   * Tells any other decision of a layer.
   *
   * @param decision a word of a small set, e.g. {@code masked}
   * @param reason a stable code of a small set
   */
  public void tell(ModelCall call, Layer layer, String decision, String reason) {
    tell(call, what(call), layer, decision, reason, 1, List.of());
  }

  private void tell(
      ModelCall call,
      String what,
      Layer layer,
      String decision,
      String reason,
      double score,
      List<String> rules) {
    count(layer, decision, reason);
    witness.decided(call, layer, decision, reason, score, rules);
    if (decision.equals("allowed")) {
      return;
    }
    Span.current()
        .addEvent(
            "safety verdict",
            Attributes.builder()
                .put("sparkle.safety.layer", layer.code())
                .put("sparkle.safety.verdict", decision)
                .put("sparkle.safety.reason", reason)
                .put("sparkle.safety.rules", String.join(",", rules))
                .build());
    LOG.log(
        Level.INFO,
        "Layer {0}: {1} ({2}), {3}, score {4}, rules {5}",
        layer.code(),
        decision,
        reason,
        what,
        Math.round(score * 100) / 100.0,
        rules);
  }

  /** Tells how a call ended, for layer 5; what led to it was told by the layer that decided. */
  public void ended(ModelCall call, Ending ending) {
    String reason = "none";
    if (ending instanceof Ending.Blocked blocked) {
      reason = blocked.reason();
    } else if (ending instanceof Ending.Failed failed) {
      reason = failed.code();
    }
    count(Layer.MONITOR, ending.getClass().getSimpleName().toLowerCase(Locale.ROOT), reason);
    witness.ended(call, ending);
  }

  private void count(Layer layer, String decision, String reason) {
    counter(layer, decision, reason).inc();
  }

  private Counter counter(Layer layer, String decision, String reason) {
    return metrics.counter(
        "safety_verdicts_total",
        new Tag("layer", layer.code()),
        new Tag("verdict", decision),
        new Tag("reason", reason));
  }

  /**
   * Tells how long a layer computed for one call, and makes a span of it that ends now; waiting for
   * the model is no part of it.
   */
  public void took(Layer layer, Duration time) {
    metrics.timer("safety_layer_duration_seconds", new Tag("layer", layer.code())).update(time);
    Instant now = Instant.now();
    tracer
        .spanBuilder("safety " + layer.code())
        .setStartTimestamp(now.minus(time))
        .setAttribute("sparkle.safety.layer", layer.code())
        .startSpan()
        .end(now);
  }

  /** Tells how long a call took through all layers, from the door to the provider's. */
  public void passed(Duration time) {
    metrics.timer("safety_chain_duration_seconds").update(time);
  }

  /** Tells how long an answer's first words waited for its reservation to be written. */
  public void heldWordsForTheLedger(Duration time) {
    metrics.timer("quota_first_words_held_seconds").update(time);
  }

  /** Tells how long layer 4 held an answer's first words back. */
  public void heldFirstWords(Duration time) {
    metrics.timer("safety_first_words_held_seconds").update(time);
  }
}
