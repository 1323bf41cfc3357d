package dev.sparkle.cli.fakellm;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.llm.control.OpenAiEndpoint;
import dev.sparkle.llm.control.OpenAiEndpoint.Limits;
import dev.sparkle.llm.control.OpenAiProvider;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.llm.entity.Prompt;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A provider with two threads of its own. */
final class ProviderFixture implements AutoCloseable {

  static final Limits PATIENT =
      new Limits(Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(15));
  static final String KEY = "sk-secret-of-the-school";

  private final ExecutorService callbacks = Executors.newFixedThreadPool(2);
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();

  LearnerSink ask(URI baseUrl, String model, Limits limits) {
    LearnerSink sink = new LearnerSink();
    provider(baseUrl, model, limits).stream(prompt("Why do plants need light?"), sink);
    return sink;
  }

  Ending.Failed askAndFail(URI baseUrl, String model, Limits limits) {
    return (Ending.Failed) ask(baseUrl, model, limits).awaitEnd();
  }

  OpenAiProvider provider(URI baseUrl, String model, Limits limits) {
    return provider(baseUrl, KEY, model, limits);
  }

  OpenAiProvider provider(URI baseUrl, String key, String model, Limits limits) {
    return new OpenAiProvider(
        new OpenAiEndpoint("openai", baseUrl, Optional.of(key), model, limits),
        callbacks,
        timers,
        Clock.systemUTC());
  }

  static Prompt prompt(String question) {
    Caller caller = new Caller(UUID.randomUUID(), Set.of(Role.LEARNER), Set.of());
    ModelCall call =
        new ModelCall(
            UUID.randomUUID(), caller, "Be kind.", List.of(), question, List.of(), "en", 1000);
    return new Prompt(
        call,
        List.of(
            new Prompt.Message(Prompt.Author.SYSTEM, "Be kind."),
            new Prompt.Message(Prompt.Author.USER, question)));
  }

  @Override
  public void close() {
    callbacks.shutdownNow();
    timers.shutdownNow();
  }
}
