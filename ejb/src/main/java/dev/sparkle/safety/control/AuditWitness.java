package dev.sparkle.safety.control;

import dev.sparkle.audit.control.AuditLog;
import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.audit.entity.Severity;
import dev.sparkle.identity.control.Pseudonyms;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.safety.entity.Layer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;

/**
 * Layer 5's memory: every decision and every end becomes an audit record, with rule and score, and
 * never a word of the text.
 */
@ApplicationScoped
public class AuditWitness implements Witness {

  private final AuditLog log;
  private final Function<UUID, String> names;

  /** For the container's proxy. */
  protected AuditWitness() {
    this(null, (Function<UUID, String>) null);
  }

  @Inject
  public AuditWitness(AuditLog log, Pseudonyms pseudonyms) {
    this(log, pseudonyms::of);
  }

  /** Without a container. */
  AuditWitness(AuditLog log, Function<UUID, String> names) {
    this.log = log;
    this.names = names;
  }

  @Override
  public String nameOf(Caller caller) {
    return names.apply(caller.account());
  }

  @Override
  public void decided(
      ModelCall call,
      Layer layer,
      String decision,
      String reason,
      double score,
      List<String> rules) {
    log.record(
        AuditEvent.verdict(
            Severities.of(decision, reason),
            call == null ? null : nameOf(call.caller()),
            call == null ? null : call.id(),
            layer.code(),
            decision,
            reason,
            score,
            rules));
  }

  @Override
  public void ended(ModelCall call, Ending ending) {
    String outcome = ending.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    String layer = null;
    String reason = null;
    if (ending instanceof Ending.Blocked blocked) {
      layer = Layer.values()[blocked.layer() - 1].code();
      reason = blocked.reason();
    } else if (ending instanceof Ending.Failed failed) {
      reason = failed.code();
    }
    log.record(
        AuditEvent.end(
            reason == null ? Severity.INFO : Severities.of(outcome, reason),
            nameOf(call.caller()),
            call.id(),
            layer,
            outcome,
            reason));
  }
}
