package dev.sparkle.safety.control;

import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.safety.entity.Layer;
import dev.sparkle.safety.entity.Verdict;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Where every verdict is told: counted, noted on the call's span, and, if something was refused or
 * changed, logged with the rules that spoke. Never the text itself.
 */
@ApplicationScoped
public class Verdicts {

  private static final Logger LOG = System.getLogger(Verdicts.class.getName());

  /** What a layer in shadow mode would have done carries this in front. */
  private static final String SHADOW = "shadow_";

  private final MetricRegistry metrics;

  /** For the container's proxy. */
  protected Verdicts() {
    this(null);
  }

  @Inject
  public Verdicts(MetricRegistry metrics) {
    this.metrics = metrics;
  }

  /**
   * Tells a verdict on words.
   *
   * @param enforced false in shadow mode: it was judged, and the words passed nevertheless
   */
  public void tell(ModelCall call, Layer layer, Verdict verdict, boolean enforced) {
    tell("a call of account " + call.caller().pseudonym(), layer, verdict, enforced);
  }

  /** Tells a verdict on a piece of material that was not just let pass. */
  public void tellOfMaterial(Layer layer, Verdict verdict, boolean enforced) {
    tell("a piece of material", layer, verdict, enforced);
  }

  private void tell(String what, Layer layer, Verdict verdict, boolean enforced) {
    String prefix = enforced ? "" : SHADOW;
    if (verdict instanceof Verdict.Blocked blocked) {
      tell(what, layer, prefix + "blocked", blocked.reason(), blocked.score(), blocked.rules());
    } else if (verdict instanceof Verdict.Rewritten rewritten) {
      tell(
          what,
          layer,
          prefix + "rewritten",
          rewritten.reason(),
          rewritten.score(),
          rewritten.rules());
    } else {
      tell(what, layer, "allowed", "none", verdict.score(), verdict.rules());
    }
  }

  /**
   * Tells any other decision of a layer.
   *
   * @param decision a word of a small set, e.g. {@code masked}
   * @param reason a stable code of a small set
   */
  public void tell(ModelCall call, Layer layer, String decision, String reason) {
    tell("a call of account " + call.caller().pseudonym(), layer, decision, reason, 1, List.of());
  }

  private void tell(
      String what, Layer layer, String decision, String reason, double score, List<String> rules) {
    count(layer, decision, reason);
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
  public void ended(String outcome, String reason) {
    count(Layer.MONITOR, outcome, reason);
  }

  private void count(Layer layer, String decision, String reason) {
    metrics
        .counter(
            "safety_verdicts_total",
            new Tag("layer", layer.code()),
            new Tag("verdict", decision),
            new Tag("reason", reason))
        .inc();
  }

  /** Tells how long a layer computed for one call; waiting for the model is no part of it. */
  public void took(Layer layer, Duration time) {
    metrics.timer("safety_layer_duration_seconds", new Tag("layer", layer.code())).update(time);
  }

  /** Tells how long a call took through all layers, from the door to the provider's. */
  public void passed(Duration time) {
    metrics.timer("safety_chain_duration_seconds").update(time);
  }

  /** Tells how long layer 4 held an answer's first words back. */
  public void heldFirstWords(Duration time) {
    metrics.timer("safety_first_words_held_seconds").update(time);
  }
}
