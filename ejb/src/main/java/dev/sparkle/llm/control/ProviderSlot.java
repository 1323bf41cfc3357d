package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.Prompt;
import dev.sparkle.platform.control.Settings;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * A configured model: the settings, the client made of them, and the bean with its breaker. Counts
 * the answers that it is giving, and gives no more than allowed.
 */
final class ProviderSlot {

  private final Settings.Model model;
  private final LlmProvider provider;
  private final Slot tolerance;
  private final IntSupplier mostStreams;
  private final CallMeter meter;
  private final Supplier<Price> price;
  private final AtomicInteger running;

  /**
   * @param mostStreams answers at once, now; further ones end as {@code llm_busy}
   * @param running counts the model's answers, over changes of its settings
   * @param price what the model costs now
   */
  ProviderSlot(
      Settings.Model model,
      LlmProvider provider,
      Slot tolerance,
      IntSupplier mostStreams,
      AtomicInteger running,
      CallMeter meter,
      Supplier<Price> price) {
    this.model = model;
    this.provider = provider;
    this.tolerance = tolerance;
    this.mostStreams = mostStreams;
    this.running = running;
    this.meter = meter;
    this.price = price;
  }

  Settings.Model model() {
    return model;
  }

  Slot tolerance() {
    return tolerance;
  }

  /** Answers that are running, or waited for. */
  int running() {
    return running.get();
  }

  /** Asks the model, once. */
  void stream(Prompt prompt, AnswerSink sink) {
    if (running.incrementAndGet() > mostStreams.getAsInt()) {
      running.decrementAndGet();
      sink.end(LlmFailure.BUSY.ending());
      return;
    }
    AnswerSink metered = meter.around(sink, model.name(), model.model(), running::decrementAndGet);
    provider.stream(prompt, new PricedSink(metered, price.get()));
  }
}
