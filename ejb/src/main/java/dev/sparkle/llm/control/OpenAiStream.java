package dev.sparkle.llm.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.Prompt;
import dev.sparkle.llm.entity.TokenUsage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One running answer: turns LangChain4j's callbacks, silence and the learner's stop into the sink's
 * events, and closes the upstream connection as soon as the end is known. LangChain4j calls go on
 * after an error and may come from two threads; {@link SerialSink} makes one end of them.
 */
final class OpenAiStream implements StreamingChatResponseHandler {

  private static final Logger LOG = System.getLogger(OpenAiStream.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OpenAiEndpoint endpoint;
  private final UpstreamExchange exchange;
  private final Prompt prompt;
  private final AnswerSink learner;
  private final SerialSink sink;
  private final SilenceTimer silence;
  private final ScheduledExecutorService timers;
  private final AtomicLong quarterTokens = new AtomicLong();
  private int characters;

  OpenAiStream(
      OpenAiEndpoint endpoint,
      UpstreamExchange exchange,
      Prompt prompt,
      AnswerSink learner,
      ScheduledExecutorService timers) {
    this.endpoint = endpoint;
    this.exchange = exchange;
    this.prompt = prompt;
    this.learner = learner;
    this.sink = new SerialSink(learner);
    this.timers = timers;
    this.silence =
        new SilenceTimer(
            timers,
            System::nanoTime,
            endpoint.limits().firstToken(),
            endpoint.limits().gap(),
            this::silent);
  }

  /** Starts to watch for silence and for the learner's stop. */
  void watch() {
    silence.start();
    learner.cancellation().onRequest(() -> finish(new Ending.Stopped(), null));
  }

  @Override
  public void onPartialResponse(String text) {
    silence.heard();
    int room = endpoint.limits().answerCharacters() - characters;
    if (text.length() <= room) {
      say(text);
    } else {
      boolean splitsPair = room > 0 && Character.isHighSurrogate(text.charAt(room - 1));
      say(text.substring(0, splitsPair ? room - 1 : room));
      finish(new Ending.Done(true), null);
    }
  }

  /** A model that thinks aloud is not silent; its thoughts are not the answer. */
  @Override
  public void onPartialThinking(PartialThinking thinking) {
    silence.heard();
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    FinishReason reason = response.metadata().finishReason();
    if (reason == null && !exchange.complete()) {
      finish(LlmFailure.INTERRUPTED.ending(), null);
    } else if (reason == FinishReason.CONTENT_FILTER) {
      finish(LlmFailure.FILTERED.ending(), usage(response));
    } else {
      finish(new Ending.Done(reason == FinishReason.LENGTH), usage(response));
    }
  }

  /** Many servers report an error as an event that LangChain4j passes over. */
  @Override
  public void onUnmappedRawEvent(Object raw) {
    if (raw instanceof ServerSentEvent event && event.data().contains("\"error\"")) {
      try {
        if (JSON.readTree(event.data()).hasNonNull("error")) {
          finish(LlmFailure.UNAVAILABLE.ending(), null);
        }
      } catch (JsonProcessingException unreadable) {
        finish(LlmFailure.GARBAGE.ending(), null);
      }
    }
  }

  @Override
  public void onError(Throwable error) {
    Ending.Failed failed = LlmFailure.of(error);
    if (finish(failed, null)) {
      LOG.log(Level.WARNING, "{0}: {1} ({2})", endpoint, failed.code(), detail(error));
    }
  }

  private void silent(SilenceTimer.Silence kind) {
    finish(
        switch (kind) {
          case FIRST_TOKEN -> LlmFailure.TIMEOUT_FIRST_TOKEN.ending();
          case GAP -> LlmFailure.TIMEOUT_GAP.ending();
        },
        null);
  }

  private void say(String text) {
    if (!text.isEmpty()) {
      characters += text.length();
      quarterTokens.addAndGet(TokenEstimate.quarters(text));
      sink.delta(text);
    }
  }

  private boolean finish(Ending ending, TokenUsage counted) {
    TokenUsage usage = counted == null && exchange.accepted() ? estimate() : counted;
    if (!sink.finish(ending, usage)) {
      return false;
    }
    silence.stop();
    if (counted == null) {
      exchange.cancel();
    } else {
      exchange.closeSoon(timers);
    }
    return true;
  }

  private TokenUsage usage(ChatResponse response) {
    dev.langchain4j.model.output.TokenUsage counted = response.metadata().tokenUsage();
    if (counted == null
        || counted.inputTokenCount() == null
        || counted.outputTokenCount() == null
        || counted.inputTokenCount() < 0
        || counted.outputTokenCount() < 0) {
      return estimate();
    }
    return new TokenUsage(counted.inputTokenCount(), counted.outputTokenCount(), 0);
  }

  private TokenUsage estimate() {
    long input = prompt.messages().stream().mapToLong(m -> TokenEstimate.of(m.text())).sum();
    return new TokenUsage(input, TokenEstimate.ofQuarters(quarterTokens.get()), 0);
  }

  /** The class alone, or a refusal's own bounded words: other messages may quote the upstream. */
  private static String detail(Throwable error) {
    Throwable cause = error;
    for (int depth = 0; depth < 10 && cause.getCause() != null; depth++) {
      cause = cause.getCause();
    }
    boolean ours = cause instanceof RefusedException || cause instanceof GarbageException;
    return ours ? cause.getMessage() : cause.getClass().getSimpleName();
  }
}
