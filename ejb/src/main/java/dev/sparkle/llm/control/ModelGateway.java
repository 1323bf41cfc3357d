package dev.sparkle.llm.control;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.knowledge.entity.Passage;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Makes a prompt of a call and gives it to the configured provider. The material that the answer
 * may refer to goes to the sink first, numbered as in the prompt.
 */
@ApplicationScoped
public class ModelGateway {

  private static final Logger LOG = System.getLogger(ModelGateway.class.getName());

  private record Choice(Settings.Llm made, LlmProvider provider) {}

  private final CurrentSettings settings;
  private final ManagedScheduledExecutorService executor;
  private final MetricRegistry metrics;
  private final Clock clock;
  private final PromptComposer composer = new PromptComposer(new SecureRandom());
  private volatile Choice choice;

  /** For the container's proxy. */
  protected ModelGateway() {
    this(null, null, null, null);
  }

  @Inject
  public ModelGateway(
      CurrentSettings settings,
      ManagedScheduledExecutorService executor,
      MetricRegistry metrics,
      Clock clock) {
    this.settings = settings;
    this.executor = executor;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Starts the answer; returns at once. */
  public void stream(ModelCall call, AnswerSink sink) {
    if (!call.passages().isEmpty()) {
      sink.citations(numbered(call.passages()));
    }
    sink.status(AnswerSink.Status.THINKING);
    LlmProvider provider = provider();
    provider.stream(
        composer.compose(call),
        new PricedSink(new MeteredSink(sink, provider.name(), metrics, System::nanoTime), price()));
  }

  /** What the material's own words cost is nothing. */
  private Price price() {
    Settings now = settings.get();
    return now.llm().baseUrl().isEmpty()
        ? Price.FREE
        : Prices.of(now.quota().prices()).of(now.llm().model());
  }

  private static List<Citation> numbered(List<Passage> passages) {
    List<Citation> citations = new ArrayList<>();
    for (Passage passage : passages) {
      citations.add(Citation.of(citations.size() + 1, passage));
    }
    return citations;
  }

  /** The name of the provider in use. */
  public String providerName() {
    return provider().name();
  }

  private LlmProvider provider() {
    Settings.Llm wanted = settings.get().llm();
    Choice current = choice;
    if (current != null && Objects.equals(current.made(), wanted)) {
      return current.provider();
    }
    return choose(wanted);
  }

  private synchronized LlmProvider choose(Settings.Llm wanted) {
    if (choice == null || !choice.made().equals(wanted)) {
      choice = new Choice(wanted, create(wanted));
    }
    return choice.provider();
  }

  private LlmProvider create(Settings.Llm wanted) {
    if (wanted.baseUrl().isEmpty()) {
      return new ExtractiveProvider(executor);
    }
    try {
      OpenAiEndpoint endpoint =
          new OpenAiEndpoint(
              "openai",
              URI.create(wanted.baseUrl().get()),
              wanted.apiKey(),
              wanted.model(),
              new OpenAiEndpoint.Limits(
                  wanted.connectTimeout(), wanted.firstTokenTimeout(), wanted.gapTimeout()));
      return new OpenAiProvider(endpoint, executor, executor, clock);
    } catch (IllegalArgumentException e) {
      LOG.log(
          Level.ERROR,
          "The settings of the model cannot be used: {0}. Correct sparkle.llm.*, then restart.",
          e.getMessage());
      return new UnusableProvider();
    }
  }

  @PreDestroy
  void forget() {
    choice = null;
  }
}
