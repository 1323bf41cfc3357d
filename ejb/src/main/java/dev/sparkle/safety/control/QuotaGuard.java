package dev.sparkle.safety.control;

import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.control.Price;
import dev.sparkle.llm.control.Prices;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.LogContext;
import dev.sparkle.platform.control.Settings;
import dev.sparkle.quota.control.Reservations;
import dev.sparkle.quota.entity.Decision;
import dev.sparkle.quota.entity.Decision.Granted;
import dev.sparkle.quota.entity.Decision.Refused;
import dev.sparkle.safety.entity.Layer;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;

/**
 * Layer 2: reserves before the call, and settles when its sink ends. While the reservation is
 * written into the ledger the call goes on, and its sink holds back what comes of it. What a call
 * may use is decided by {@link Reservations}; here a call becomes a charge, and a refusal a
 * sentence.
 */
public class QuotaGuard {

  /** When to ask again if nothing could be decided: by then housekeeping has had two rounds. */
  private static final long RETRY_MS = 2000;

  @Inject private Reservations quota;
  @Inject private CurrentSettings settings;
  @Inject private Verdicts verdicts;

  /** For the container. */
  public QuotaGuard() {}

  /** With its parts in hand, without a container. */
  QuotaGuard(Reservations quota, CurrentSettings settings, Verdicts verdicts) {
    this.quota = quota;
    this.settings = settings;
    this.verdicts = verdicts;
  }

  /** Lets a call pass, or ends it with the time after which it would. */
  @AroundInvoke
  public Object guard(InvocationContext invocation) throws Exception {
    Arguments given = Arguments.of(invocation);
    ModelCall call = given.call();
    Price price = price(settings.get());
    long begun = System.nanoTime();
    Decision decision = quota.reserve(call.caller(), call.id(), CallEstimate.most(call, price));
    verdicts.took(Layer.QUOTA, Duration.ofNanos(System.nanoTime() - begun));
    if (decision instanceof Granted granted) {
      HeldSink held = new HeldSink(given.sink(), verdicts::heldWordsForTheLedger);
      granted
          .written()
          .whenCompleteAsync(
              (only, broken) -> written(call, held, only, broken),
              LogContext.within(Runnable::run));
      return pass(invocation, given, new ReservedSink(held, quota, granted, call, price));
    }
    refuse(call, given.sink(), decision);
    return null;
  }

  /** The call is on its way, or even answered, when it is known whether its reservation stands. */
  private void written(ModelCall call, HeldSink sink, Boolean only, Throwable broken) {
    if (broken != null) {
      sink.mustNotTell(unavailable(call));
    } else if (only) {
      sink.mayTell();
    } else {
      sink.mustNotTell(repeated(call));
    }
  }

  /** The highest that any model may cost: who will answer is not known yet. */
  private static Price price(Settings now) {
    return now.llm().models().isEmpty() ? Price.FREE : Prices.of(now.quota().prices()).highest();
  }

  private static Object pass(InvocationContext invocation, Arguments given, ReservedSink sink)
      throws Exception {
    boolean made = false;
    try {
      Object result = new Arguments(given.call(), sink).proceed(invocation);
      made = true;
      return result;
    } finally {
      if (!made) {
        sink.abandon();
      }
    }
  }

  private void refuse(ModelCall call, AnswerSink sink, Decision decision) {
    if (decision instanceof Refused refused) {
      String reason = refused.limit().code();
      verdicts.tell(call, Layer.QUOTA, "blocked", reason);
      sink.allowance(refused.left());
      sink.end(
          new Ending.Blocked(
              Layer.QUOTA.number(), reason, Refusals.used(call.language(), refused)));
    } else {
      sink.end(decision instanceof Decision.Repeated ? repeated(call) : unavailable(call));
    }
  }

  private Ending repeated(ModelCall call) {
    verdicts.tell(call, Layer.QUOTA, "blocked", "repeated");
    return new Ending.Blocked(
        Layer.QUOTA.number(),
        "repeated",
        Refusals.sentence(call.language(), Layer.QUOTA, "repeated"));
  }

  private Ending unavailable(ModelCall call) {
    verdicts.tell(call, Layer.QUOTA, "failed", "undecided");
    return new Ending.Failed(
        "quota_unavailable",
        Refusals.sentence(call.language(), Layer.QUOTA, "unavailable"),
        true,
        RETRY_MS);
  }
}
