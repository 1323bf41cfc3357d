package dev.sparkle.llm.control;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.knowledge.entity.Passage;
import dev.sparkle.llm.entity.Manner;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.llm.entity.Origin;
import dev.sparkle.llm.entity.Prompt;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.LogContext;
import dev.sparkle.platform.control.Settings;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Makes a prompt of a call and takes it down the fallback chain: the models in their order, an
 * earlier answer to the same learner, the material's own sentences, an apology. The material that
 * the answer may refer to goes to the sink first, numbered as in the prompt.
 */
@ApplicationScoped
public class ModelGateway {

  private final CurrentSettings settings;
  private final ManagedScheduledExecutorService executor;
  private final Models models;
  private final ModelSwitch modelSwitch;
  private final AnswerCache answers;
  private final PromptComposer composer = new PromptComposer(new SecureRandom());

  /** For the container's proxy. */
  protected ModelGateway() {
    this(null, null, null, null, null);
  }

  @Inject
  public ModelGateway(
      CurrentSettings settings,
      ManagedScheduledExecutorService executor,
      Models models,
      ModelSwitch modelSwitch,
      AnswerCache answers) {
    this.settings = settings;
    this.executor = executor;
    this.models = models;
    this.modelSwitch = modelSwitch;
    this.answers = answers;
  }

  /** Starts the answer; returns at once. */
  public void stream(ModelCall call, AnswerSink sink) {
    if (!call.passages().isEmpty()) {
      sink.citations(numbered(call.passages()));
    }
    sink.status(AnswerSink.Status.THINKING);
    if (models.slots().isEmpty()) {
      run(sink, List.of(new OnlyMaterialStep(call, executor, models.meter())));
    } else {
      modelSwitch.makeKnown();
      run(sink, steps(call));
    }
  }

  private void run(AnswerSink sink, List<AnswerRun.Step> steps) {
    KillSwitch killSwitch = models.killSwitch();
    AnswerRun run = new AnswerRun(new CountedAnswer(sink, models.meter()), steps, killSwitch::left);
    killSwitch.entered(run);
    run.start();
  }

  private List<AnswerRun.Step> steps(ModelCall call) {
    Prompt prompt = composer.compose(call);
    Sayings sayings = Sayings.in(call.language());
    Executor context = LogContext.within(Runnable::run);
    List<AnswerRun.Step> steps = new ArrayList<>();
    for (ProviderSlot slot : models.slots()) {
      Origin origin =
          steps.isEmpty()
              ? new Origin(
                  Origin.Kind.MODEL,
                  slot.model().name(),
                  slot.model().model(),
                  restsOnNothing(call) ? sayings.notInTheMaterial() : "")
              : new Origin(
                  Origin.Kind.OTHER_MODEL,
                  slot.model().name(),
                  slot.model().model(),
                  sayings.otherModel());
      steps.add(new ModelStep(slot, prompt, origin, models.killSwitch(), context));
    }
    settings.get().llm().fallbacks().forEach(fallback -> steps.add(step(fallback, call)));
    steps.add(new ApologyStep(call.language()));
    return steps;
  }

  /** A model may say something all the same; then the learner knows what it is worth. */
  private static boolean restsOnNothing(ModelCall call) {
    return call.passages().isEmpty()
        && call.history().isEmpty()
        && call.manner().kind() != Manner.Kind.SUMMARY;
  }

  private AnswerRun.Step step(Settings.Fallback fallback, ModelCall call) {
    return switch (fallback) {
      case EARLIER_ANSWER ->
          new EarlierAnswerStep(
              call,
              answers,
              models::askable,
              executor,
              ExtractiveProvider.USUAL_PACE,
              models.meter());
      case MATERIAL ->
          new MaterialStep(call, executor, ExtractiveProvider.USUAL_PACE, models.meter());
    };
  }

  private static List<Citation> numbered(List<Passage> passages) {
    List<Citation> citations = new ArrayList<>();
    for (Passage passage : passages) {
      citations.add(Citation.of(citations.size() + 1, passage));
    }
    return citations;
  }

  /** The name of the model that is asked first; {@code extractive} if there is none. */
  public String providerName() {
    List<ProviderSlot> slots = models.slots();
    return slots.isEmpty() ? "extractive" : slots.get(0).model().name();
  }
}
