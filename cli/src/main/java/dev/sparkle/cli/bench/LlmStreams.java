package dev.sparkle.cli.bench;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.control.Cancellation;
import dev.sparkle.llm.control.OpenAiEndpoint;
import dev.sparkle.llm.control.OpenAiProvider;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.llm.entity.Prompt;
import dev.sparkle.llm.entity.TokenUsage;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Many streams at once against one server, through Sparkle's client or through the usual one. */
final class LlmStreams {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String QUESTION = "Why do plants need light?";

  private final URI baseUrl;
  private final int streams;
  private final CountDownLatch ended;
  private final AtomicLong tokens = new AtomicLong();
  private final AtomicLong whole = new AtomicLong();

  LlmStreams(URI baseUrl, int streams) {
    this.baseUrl = baseUrl;
    this.streams = streams;
    this.ended = new CountDownLatch(streams);
  }

  /** Streams that ended as they should. */
  long whole() {
    return whole.get();
  }

  /** Tokens that arrived. */
  long tokens() {
    return tokens.get();
  }

  /** Through {@link OpenAiProvider}, with two threads for callbacks and one for timers. */
  void sparkle() throws InterruptedException {
    ExecutorService callbacks = Executors.newFixedThreadPool(2);
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    OpenAiProvider provider =
        new OpenAiProvider(
            new OpenAiEndpoint(
                "bench",
                baseUrl,
                Optional.empty(),
                "fake",
                new OpenAiEndpoint.Limits(LIMIT, LIMIT, LIMIT)),
            callbacks,
            timers,
            Clock.systemUTC());
    for (int i = 0; i < streams; i++) {
      provider.stream(prompt(), new Counting());
    }
    awaitAll();
    callbacks.shutdown();
    timers.shutdown();
  }

  /** Through LangChain4j as it comes. */
  void usual() throws InterruptedException {
    OpenAiStreamingChatModel model =
        OpenAiStreamingChatModel.builder()
            .baseUrl(baseUrl.toString())
            .modelName("fake")
            .timeout(LIMIT)
            .build();
    for (int i = 0; i < streams; i++) {
      model.chat(QUESTION, new Handler());
    }
    awaitAll();
  }

  private void awaitAll() throws InterruptedException {
    if (!ended.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(ended.getCount() + " streams did not end");
    }
  }

  private static Prompt prompt() {
    Caller caller = new Caller(UUID.randomUUID(), Set.of(Role.LEARNER), Set.of());
    ModelCall call =
        new ModelCall(
            UUID.randomUUID(), caller, "", List.of(), QUESTION, List.of(), "en", 1_000_000);
    return new Prompt(call, List.of(new Prompt.Message(Prompt.Author.USER, QUESTION)));
  }

  private void end(boolean well) {
    if (well) {
      whole.incrementAndGet();
    }
    ended.countDown();
  }

  private final class Counting implements AnswerSink {
    private final Cancellation cancellation = new Cancellation();

    @Override
    public void status(Status status) {}

    @Override
    public void citations(List<Citation> citations) {}

    @Override
    public void delta(String text) {
      tokens.incrementAndGet();
    }

    @Override
    public void redacted(String kind, int count) {}

    @Override
    public void usage(TokenUsage usage) {}

    @Override
    public void end(Ending ending) {
      LlmStreams.this.end(ending instanceof Ending.Done);
    }

    @Override
    public Cancellation cancellation() {
      return cancellation;
    }
  }

  private final class Handler implements StreamingChatResponseHandler {
    @Override
    public void onPartialResponse(String text) {
      tokens.incrementAndGet();
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      LlmStreams.this.end(true);
    }

    @Override
    public void onError(Throwable error) {
      LlmStreams.this.end(false);
    }
  }
}
