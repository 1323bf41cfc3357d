package dev.sparkle.safety.control;

import dev.sparkle.knowledge.entity.Passage;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.llm.entity.Turn;
import dev.sparkle.safety.control.input.HiddenCharacters;
import dev.sparkle.safety.control.input.InputPolicies;
import dev.sparkle.safety.entity.InputPolicy;
import dev.sparkle.safety.entity.InputPolicy.Mode;
import dev.sparkle.safety.entity.Layer;
import dev.sparkle.safety.entity.Verdict;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Layer 1: judges what comes in. A hostile question is refused, one in which something was hidden
 * goes on without it. Of the passages only what their judge has cleared goes on; those that this
 * node's judge has not seen are judged now. Of earlier turns, which had their own judgement, what
 * nobody can see is taken out.
 */
public class InputSafety {

  @Inject private Screening screening;
  @Inject private InputPolicies policies;
  @Inject private PassageSafety passages;
  @Inject private Verdicts verdicts;

  /** For the container. */
  public InputSafety() {}

  /** With its parts in hand, without a container. */
  InputSafety(
      Screening screening, InputPolicies policies, PassageSafety passages, Verdicts verdicts) {
    this.screening = screening;
    this.policies = policies;
    this.passages = passages;
    this.verdicts = verdicts;
  }

  /** Lets a call pass, as it is or cleaned, or ends it. */
  @AroundInvoke
  public Object guard(InvocationContext invocation) throws Exception {
    Arguments given = Arguments.of(invocation);
    ModelCall call = given.call();
    InputPolicy policy = policies.policyFor(courses(call));
    if (policy.mode() == Mode.OFF) {
      return invocation.proceed();
    }
    long start = System.nanoTime();
    boolean enforced = policy.mode() == Mode.ENFORCE;
    Verdict verdict = screening.verdict(call.id(), call.question(), policy);
    verdicts.tell(call, Layer.INPUT, verdict, enforced);
    ModelCall passing =
        !enforced || verdict instanceof Verdict.Blocked ? call : cleaned(call, verdict);
    verdicts.took(Layer.INPUT, Duration.ofNanos(System.nanoTime() - start));
    if (enforced && verdict instanceof Verdict.Blocked blocked) {
      given.sink().end(refusal(call, blocked.reason()));
      return null;
    }
    return new Arguments(passing, given.sink()).proceed(invocation);
  }

  /** Of what passages come from; a passage of no course counts as one, with the usual policy. */
  private static Set<String> courses(ModelCall call) {
    return call.passages().stream()
        .map(passage -> passage.course() == null ? "" : passage.course())
        .collect(Collectors.toSet());
  }

  private static Ending refusal(ModelCall call, String reason) {
    return new Ending.Blocked(
        Layer.INPUT.number(), reason, Refusals.sentence(call.language(), Layer.INPUT, reason));
  }

  private ModelCall cleaned(ModelCall call, Verdict verdict) {
    String question =
        verdict instanceof Verdict.Rewritten rewritten ? rewritten.text() : call.question();
    List<Turn> history =
        call.history().stream()
            .map(turn -> new Turn(turn.speaker(), HiddenCharacters.removedFrom(turn.text())))
            .toList();
    List<Passage> cleared = call.passages().stream().map(passages::cleared).toList();
    return call.with(history, question, cleared);
  }
}
