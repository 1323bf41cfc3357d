package dev.sparkle.safety.control;

import dev.sparkle.audit.control.AuditLog;
import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.audit.entity.Severity;
import dev.sparkle.identity.control.Pseudonyms;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import dev.sparkle.safety.control.guardian.Alarm;
import dev.sparkle.safety.control.guardian.RepeatedAttacks;
import dev.sparkle.safety.entity.Layer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;

/**
 * Layer 5's memory: every decision and every end becomes an audit record, with rule and score, and
 * never a word of the text. What is severe also reaches the people in charge.
 */
@ApplicationScoped
public class AuditWitness implements Witness {

  private final AuditLog log;
  private final Function<UUID, String> names;
  private final Raising alarm;
  private final RepeatedAttacks attacks;
  private final CurrentSettings settings;

  /** Tells somebody in charge. */
  interface Raising {
    void raise(UUID account, UUID generation, String kind);
  }

  /** For the container's proxy. */
  protected AuditWitness() {
    this(null, null, null, null, (RepeatedAttacks) null);
  }

  @Inject
  public AuditWitness(
      AuditLog log, Pseudonyms pseudonyms, Alarm alarm, CurrentSettings settings, Clock clock) {
    this(log, pseudonyms::of, alarm::raise, settings, new RepeatedAttacks(clock));
  }

  /** Without a container. */
  AuditWitness(
      AuditLog log,
      Function<UUID, String> names,
      Raising alarm,
      CurrentSettings settings,
      RepeatedAttacks attacks) {
    this.log = log;
    this.names = names;
    this.alarm = alarm;
    this.settings = settings;
    this.attacks = attacks;
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
    if (call != null && decision.equals("blocked")) {
      alarm(call, layer, reason);
    }
  }

  private void alarm(ModelCall call, Layer layer, String reason) {
    UUID account = call.caller().account();
    if (Severities.of("blocked", reason) == Severity.SEVERE) {
      alarm.raise(account, call.id(), reason);
      return;
    }
    Settings.Guardian guardian = settings.get().guardian();
    if (Severities.isAttack(reason)
        && attacks.add(account, guardian.repeatedAttacks(), guardian.window())) {
      log.record(
          AuditEvent.verdict(
              Severity.SEVERE,
              nameOf(call.caller()),
              call.id(),
              layer.code(),
              "noticed",
              Severities.REPEATED_ATTACKS,
              1,
              List.of()));
      alarm.raise(account, call.id(), Severities.REPEATED_ATTACKS);
    }
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
