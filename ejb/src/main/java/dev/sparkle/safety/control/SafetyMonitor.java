package dev.sparkle.safety.control;

import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import dev.sparkle.safety.control.concern.ConcernBook;
import dev.sparkle.safety.entity.Concern;
import dev.sparkle.safety.entity.InputPolicy.Mode;
import dev.sparkle.safety.entity.Layer;
import dev.sparkle.safety.entity.Verdict;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Layer 5, the outermost: sees every call and how it ended, whichever layer ended it. A learner
 * whose words tell of danger is told kindly where to find help, and no model is asked.
 *
 * <p>What a layer breaks on is an end, too: a call that was not guarded to its end is never
 * answered.
 */
public class SafetyMonitor {

  static final String MODE = "sparkle.guardian.concern.mode";

  private static final String ENTERED = SafetyMonitor.class.getName() + ".entered";

  @Inject private Verdicts verdicts;
  @Inject private ConcernBook concerns;
  @Inject private CurrentSettings settings;

  /** For the container. */
  public SafetyMonitor() {}

  /** With its parts in hand, without a container. */
  SafetyMonitor(Verdicts verdicts, ConcernBook concerns, CurrentSettings settings) {
    this.verdicts = verdicts;
    this.concerns = concerns;
    this.settings = settings;
  }

  /** Watches a call. */
  @AroundInvoke
  public Object watch(InvocationContext invocation) throws Exception {
    invocation.getContextData().put(ENTERED, System.nanoTime());
    Arguments given = Arguments.of(invocation);
    AnswerSink watched = new Watched(given.call(), given.sink());
    Optional<Ending> kindly = lookedAfter(given.call());
    verdicts.took(Layer.MONITOR, since(invocation));
    if (kindly.isPresent()) {
      watched.end(kindly.get());
      return null;
    }
    return new Arguments(given.call(), watched).proceed(invocation);
  }

  /** What a learner is told instead of an answer, if his words tell of danger. */
  private Optional<Ending> lookedAfter(ModelCall call) {
    Settings.Guardian guardian = settings.get().guardian();
    Mode mode = SafetyBeans.choice(MODE, guardian.concernMode(), Mode.class);
    Optional<ConcernBook.Hit> found =
        mode == Mode.OFF ? Optional.empty() : concerns.find(call.question());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Concern concern = found.get().concern();
    Verdict verdict = new Verdict.Blocked(concern.code(), 1, List.of(found.get().rule()));
    verdicts.tell(call, Layer.MONITOR, verdict, mode == Mode.ENFORCE);
    return mode == Mode.ENFORCE
        ? Optional.of(
            new Ending.Blocked(
                Layer.MONITOR.number(),
                concern.code(),
                Refusals.concern(call.language(), concern, guardian.contact())))
        : Optional.empty();
  }

  /** How long a call has been on its way through the layers. */
  static Duration since(InvocationContext invocation) {
    long entered = (Long) invocation.getContextData().get(ENTERED);
    return Duration.ofNanos(System.nanoTime() - entered);
  }

  private final class Watched extends PassingSink {

    private final ModelCall call;

    Watched(ModelCall call, AnswerSink target) {
      super(target);
      this.call = call;
    }

    @Override
    public void end(Ending ending) {
      verdicts.ended(call, ending);
      super.end(ending);
    }
  }
}
