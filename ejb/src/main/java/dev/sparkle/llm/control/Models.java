package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.CircuitState;
import dev.sparkle.llm.entity.ModelStatus;
import dev.sparkle.llm.entity.SwitchedOff;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** The configured models, each in its slot, and whether they may be asked. */
@ApplicationScoped
public class Models {

  private static final Logger LOG = System.getLogger(Models.class.getName());

  /**
   * @param of null: not made yet
   */
  private record Made(List<Settings.Model> of, List<ProviderSlot> slots) {}

  private final CurrentSettings settings;
  private final ManagedScheduledExecutorService executor;
  private final MetricRegistry metrics;
  private final Clock clock;
  private final CallMeter meter;
  private final Circuits circuits;
  private final List<Slot> tolerances;
  private final KillSwitch killSwitch = new KillSwitch();
  private final List<AtomicInteger> running =
      List.of(new AtomicInteger(), new AtomicInteger(), new AtomicInteger());
  private volatile Made made = new Made(null, List.of());

  /** For the container's proxy. */
  protected Models() {
    this(null, null, null, null, null, null, null, null, null);
  }

  @Inject
  public Models(
      CurrentSettings settings,
      ManagedScheduledExecutorService executor,
      MetricRegistry metrics,
      Clock clock,
      Tracer tracer,
      Circuits circuits,
      FirstSlot first,
      SecondSlot second,
      ThirdSlot third) {
    this.settings = settings;
    this.executor = executor;
    this.metrics = metrics;
    this.clock = clock;
    this.meter = new CallMeter(metrics, tracer, System::nanoTime);
    this.circuits = circuits;
    this.tolerances = first == null ? List.of() : List.of(first, second, third);
  }

  CallMeter meter() {
    return meter;
  }

  KillSwitch killSwitch() {
    return killSwitch;
  }

  /** The models in the order in which they are asked; none: there is no model. */
  List<ProviderSlot> slots() {
    List<Settings.Model> wanted = settings.get().llm().models();
    Made current = made;
    return wanted.equals(current.of()) ? current.slots() : make(wanted);
  }

  private synchronized List<ProviderSlot> make(List<Settings.Model> wanted) {
    if (!wanted.equals(made.of())) {
      List<ProviderSlot> slots = wanted.stream().map(this::slot).toList();
      made = new Made(wanted, slots);
      slots.forEach(this::show);
      meter.expectAnswers();
    }
    return made.slots();
  }

  private ProviderSlot slot(Settings.Model model) {
    return new ProviderSlot(
        model,
        provider(model),
        tolerances.get(model.slot() - 1),
        () -> settings.get().llm().streamsPerModel(),
        running.get(model.slot() - 1),
        meter,
        () -> Prices.of(settings.get().quota().prices()).of(model.model()));
  }

  private LlmProvider provider(Settings.Model model) {
    try {
      OpenAiEndpoint endpoint =
          new OpenAiEndpoint(
              model.name(),
              URI.create(model.baseUrl()),
              model.apiKey(),
              model.model(),
              new OpenAiEndpoint.Limits(
                  model.connectTimeout(), model.firstTokenTimeout(), model.gapTimeout()));
      return new OpenAiProvider(endpoint, executor, executor, clock);
    } catch (IllegalArgumentException e) {
      LOG.log(
          Level.ERROR,
          "The settings of the model {0} cannot be used: {1}. Correct sparkle.llm.*, then restart.",
          model.name(),
          e.getMessage());
      return new UnusableProvider();
    }
  }

  /**
   * What is shown belongs to the place and its name: it outlives a change of what is asked there.
   */
  private void show(ProviderSlot slot) {
    meter.expect(slot.model().name(), slot.model().model());
    Tag provider = new Tag("provider", slot.model().name());
    metrics.gauge("llm_circuit_state", () -> circuit(slot).ordinal(), provider);
    metrics.gauge("llm_streams", slot::running, provider);
    metrics.gauge(
        "llm_switched_off", () -> killSwitch.isOff(slot.model().name()) ? 1 : 0, provider);
  }

  private CircuitState circuit(ProviderSlot slot) {
    return circuits.state(
        List.of(FirstSlot.class, SecondSlot.class, ThirdSlot.class).get(slot.model().slot() - 1));
  }

  /** Every configured model, in the order in which they are asked. */
  public List<ModelStatus> list() {
    return slots().stream().map(this::status).toList();
  }

  private ModelStatus status(ProviderSlot slot) {
    Settings.Model model = slot.model();
    return new ModelStatus(
        model.name(),
        model.model(),
        host(model.baseUrl()),
        circuit(slot),
        slot.running(),
        killSwitch.state(model.name()));
  }

  /** The names of the models that are on. */
  List<String> askable() {
    return slots().stream()
        .map(slot -> slot.model().name())
        .filter(name -> !killSwitch.isOff(name))
        .toList();
  }

  /** Since when and why all models are off; empty if they are not. */
  public Optional<SwitchedOff> allOff() {
    return killSwitch.state(KillSwitch.ALL);
  }

  /** Without user, path and query, which may hold secrets. */
  private static String host(String url) {
    try {
      URI address = URI.create(url);
      return address.getPort() < 0
          ? String.valueOf(address.getHost())
          : address.getHost() + ":" + address.getPort();
    } catch (IllegalArgumentException unreadable) {
      return "";
    }
  }
}
