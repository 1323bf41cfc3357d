package dev.sparkle.llm.control;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One streamed request of LangChain4j without a thread of its own: its default client parks a
 * thread on each running answer. An exchange serves one request and can be cancelled from any
 * thread at any time, which closes the connection.
 *
 * <p>LangChain4j's parser is not used, because it reads from a blocking stream.
 */
final class UpstreamExchange implements HttpClient {

  private final java.net.http.HttpClient http;
  private final Clock clock;
  private volatile CompletableFuture<?> running;
  private volatile boolean cancelled;
  private volatile boolean accepted;
  private volatile EventStreamBody body;

  UpstreamExchange(java.net.http.HttpClient http, Clock clock) {
    this.http = http;
    this.clock = clock;
  }

  /** Whether the upstream took the request, and so may charge for it. */
  boolean accepted() {
    return accepted;
  }

  /** Whether the model's last event came, so that nothing is missing. */
  boolean complete() {
    EventStreamBody stream = body;
    return stream != null && stream.complete();
  }

  /** Leaves the upstream a second to end its body, and closes the connection if it does not. */
  void closeSoon(ScheduledExecutorService timers) {
    try {
      timers.schedule(this::cancel, 1, TimeUnit.SECONDS);
    } catch (RejectedExecutionException shuttingDown) {
      cancel();
    }
  }

  /** Closes the connection, or sees to it that none is opened. */
  void cancel() {
    cancelled = true;
    CompletableFuture<?> request = running;
    if (request != null) {
      request.cancel(true);
    }
  }

  /** Not offered: nothing in Sparkle waits for a whole answer. */
  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    throw new UnsupportedOperationException("answers are streamed");
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    if (cancelled) {
      return;
    }
    CompletableFuture<HttpResponse<String>> response =
        http.sendAsync(jdkRequest(request), info -> body(info, listener));
    running = response;
    if (cancelled) {
      response.cancel(true);
    }
    response.whenComplete((answer, error) -> finished(answer, error, listener));
  }

  private void finished(
      HttpResponse<String> answer, Throwable error, ServerSentEventListener listener) {
    if (error != null) {
      listener.onError(error instanceof CompletionException ? error.getCause() : error);
    } else if (!successful(answer.statusCode())) {
      listener.onError(
          RefusedException.of(
              answer.statusCode(),
              answer.headers().firstValue("Retry-After"),
              answer.body(),
              clock));
    } else if (!eventStream(answer.headers())) {
      listener.onError(new GarbageException("no event stream"));
    }
  }

  private BodySubscriber<String> body(ResponseInfo info, ServerSentEventListener listener) {
    accepted = successful(info.statusCode());
    if (!accepted || !eventStream(info.headers())) {
      return new BoundedBody();
    }
    listener.onOpen(
        SuccessfulHttpResponse.builder()
            .statusCode(info.statusCode())
            .headers(info.headers().map())
            .build());
    body = new EventStreamBody(listener);
    return body;
  }

  /** Some servers give no type or a loose one; these two are certainly something else. */
  private static boolean eventStream(HttpHeaders headers) {
    String type = headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    return !type.startsWith("text/html") && !type.startsWith("application/json");
  }

  private static boolean successful(int status) {
    return status >= 200 && status < 300;
  }

  private static java.net.http.HttpRequest jdkRequest(HttpRequest request) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .method(request.method().name(), BodyPublishers.ofString(request.body()));
    request.headers().forEach((name, values) -> values.forEach(v -> builder.header(name, v)));
    return builder.header("Accept", "text/event-stream").build();
  }
}
