package dev.sparkle.llm.control;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder;
import dev.sparkle.llm.entity.Prompt;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Answers with a model behind any OpenAI-compatible server. No thread waits while it talks: a
 * thousand running answers need the HTTP client's selector thread, the given executor and the given
 * timers, nothing else.
 *
 * <p>HTTP/1.1 on purpose, one connection per running answer: servers allow some hundred streams on
 * an HTTP/2 connection and the JDK's client fails the next one, and many model servers stumble over
 * its upgrade header. Redirects are not followed, because the key would travel with them.
 *
 * <p>Usage is the server's own count where it gives one, else {@link TokenEstimate}; the cost is 0,
 * prices belong to the quota. It is told whenever the server took the request, also for an answer
 * that was stopped or broke. <b>Limitations.</b> It does not retry, nor fall back.
 */
public final class OpenAiProvider implements LlmProvider {

  private final OpenAiEndpoint endpoint;
  private final ScheduledExecutorService timers;
  private final Clock clock;
  private final HttpClient http;

  /**
   * @param callbacks runs the HTTP client's work and with it the sinks' calls; two threads carry a
   *     thousand answers
   * @param timers watches for silence; its tasks are short
   * @param clock reads the dates of {@code Retry-After}
   */
  public OpenAiProvider(
      OpenAiEndpoint endpoint, Executor callbacks, ScheduledExecutorService timers, Clock clock) {
    this.endpoint = endpoint;
    this.timers = timers;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(endpoint.limits().connect())
            .executor(callbacks)
            .build();
  }

  @Override
  public String name() {
    return endpoint.name();
  }

  @Override
  public void stream(Prompt prompt, AnswerSink sink) {
    UpstreamExchange exchange = new UpstreamExchange(http, clock);
    OpenAiStream stream = new OpenAiStream(endpoint, exchange, prompt, sink, timers);
    try {
      stream.watch();
      model(exchange).chat(request(prompt), stream);
    } catch (RuntimeException unusable) {
      stream.onError(unusable);
    }
  }

  /** A model per answer is a few small objects, and makes the exchange ours to cancel. */
  private OpenAiStreamingChatModel model(UpstreamExchange exchange) {
    return new OpenAiStreamingChatModelBuilder()
        .httpClientBuilder(new UpstreamExchangeBuilder(exchange))
        .baseUrl(endpoint.baseUrl().toString())
        .apiKey(endpoint.apiKey().orElse(null))
        .modelName(endpoint.model())
        .returnThinking(true)
        .build();
  }

  private static ChatRequest request(Prompt prompt) {
    List<ChatMessage> messages =
        prompt.messages().stream()
            .filter(message -> !message.text().isBlank())
            .map(OpenAiProvider::message)
            .toList();
    return ChatRequest.builder()
        .messages(messages)
        .maxOutputTokens(prompt.call().maxOutputTokens())
        .build();
  }

  private static ChatMessage message(Prompt.Message message) {
    return switch (message.author()) {
      case SYSTEM -> SystemMessage.from(message.text());
      case USER -> UserMessage.from(message.text());
      case ASSISTANT -> AiMessage.from(message.text());
    };
  }
}
