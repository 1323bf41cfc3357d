package dev.sparkle.safety.control;

import dev.sparkle.llm.control.AnswerKeeper;
import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.control.PromptComposer;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.llm.entity.Turn;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.LogContext;
import dev.sparkle.safety.control.output.LeakGuard;
import dev.sparkle.safety.control.output.OutputAction;
import dev.sparkle.safety.control.output.OutputFilter;
import dev.sparkle.safety.control.output.OutputObserver;
import dev.sparkle.safety.control.output.OutputPolicy;
import dev.sparkle.safety.control.output.OwnWords;
import dev.sparkle.safety.control.output.TimedFilter;
import dev.sparkle.safety.control.output.ValidatedSink;
import dev.sparkle.safety.entity.InputPolicy.Mode;
import dev.sparkle.safety.entity.Layer;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Layer 4: puts a filter around the sink, so that nothing leaves unseen: secrets and personal data
 * are masked, leaks of the prompt and instructions for harm end the answer. It draws the call's
 * canary, which must not come out. What leaves whole may be kept for the same learner.
 */
public class OutputValidation {

  private static final SecureRandom RANDOM = new SecureRandom();

  @Inject private CurrentSettings settings;
  @Inject private Supplier<OutputPolicy> policies;
  @Inject private Verdicts verdicts;
  @Inject private AnswerKeeper answers;

  /** For the container. */
  public OutputValidation() {}

  /** With its parts in hand, without a container. */
  OutputValidation(
      CurrentSettings settings,
      Supplier<OutputPolicy> policies,
      Verdicts verdicts,
      AnswerKeeper answers) {
    this.settings = settings;
    this.policies = policies;
    this.verdicts = verdicts;
    this.answers = answers;
  }

  /** Goes on with a sink that lets pass only what may leave. */
  @AroundInvoke
  public Object guard(InvocationContext invocation) throws Exception {
    Mode mode =
        SafetyBeans.choice(
            "sparkle.safety.output.mode", settings.get().safety().outputMode(), Mode.class);
    if (mode == Mode.OFF) {
      return invocation.proceed();
    }
    Arguments given = Arguments.of(invocation);
    OutputPolicy policy = policies.get();
    ModelCall call = given.call().withCanary(PromptComposer.canary(given.call(), RANDOM));
    TimedFilter filter =
        new TimedFilter(
            () -> OutputFilter.of(policy, ownWords(call), leak(call)), System::nanoTime);
    AnswerSink sink =
        mode == Mode.ENFORCE
            ? new ValidatedSink(
                answers.keeping(call, given.sink()),
                filter,
                observer(call, ""),
                text -> masked(text, call, policy),
                kind -> Refusals.sentence(call.language(), Layer.OUTPUT, kind))
            : new ShadowedSink(given.sink(), filter, observer(call, "shadow_"));
    Object begun = new Arguments(call, sink).proceed(invocation);
    filter.prepare(); // takes a moment, and the model is thinking
    return begun;
  }

  /** The model's words come on threads that know nothing of the call: its context is kept. */
  private OutputObserver observer(ModelCall call, String prefix) {
    Supplier<LogContext.Scope> context = LogContext.captured();
    return new OutputObserver() {

      @Override
      public void found(String kind, OutputAction action, int count) {
        String decision = action == OutputAction.STOP ? "blocked" : "masked";
        try (LogContext.Scope scope = context.get()) {
          Objects.requireNonNull(scope);
          verdicts.tell(call, Layer.OUTPUT, prefix + decision, kind);
        }
      }

      @Override
      public void ended(Duration computed, Optional<Duration> heldFirstWords) {
        try (LogContext.Scope scope = context.get()) {
          Objects.requireNonNull(scope);
          verdicts.took(Layer.OUTPUT, computed);
        }
        heldFirstWords.ifPresent(verdicts::heldFirstWords);
      }
    };
  }

  private static OwnWords ownWords(ModelCall call) {
    List<String> texts = new ArrayList<>(List.of(call.question()));
    call.history().stream()
        .filter(turn -> turn.speaker() == Turn.Speaker.LEARNER)
        .map(Turn::text)
        .forEach(texts::add);
    return OwnWords.of(texts);
  }

  private static LeakGuard leak(ModelCall call) {
    Stream<String> passages = call.passages().stream().map(passage -> passage.text());
    Stream<String> turns = call.history().stream().map(Turn::text);
    List<String> known =
        Stream.concat(Stream.of(call.question()), Stream.concat(turns, passages)).toList();
    return LeakGuard.of(
        PromptComposer.systemMessage(call, call.canary()), List.of(call.canary()), known);
  }

  private String masked(String text, ModelCall call, OutputPolicy policy) {
    OutputFilter filter = OutputFilter.of(policy, ownWords(call), LeakGuard.none());
    return filter.push(text).text() + filter.finish().text();
  }
}
