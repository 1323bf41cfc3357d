package dev.sparkle.llm.control;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * The body of a streamed answer: tells its events to the listener as the bytes come, on the HTTP
 * client's threads, holding no thread in between. The next bytes are asked for when the listener
 * has returned, so that a slow listener slows the upstream down.
 *
 * <p>The listener is closed at the model's {@code [DONE]}, whether or not the server closes the
 * connection; the rest is read and dropped, so that the connection can be used again. A body
 * without any event is garbage, as are a line of more than {@value #MAX_LINE_BYTES} and a body of
 * more than {@value #MAX_BODY_BYTES} bytes.
 */
final class EventStreamBody implements BodySubscriber<String> {

  /** A token with all log probabilities is some KiB; this leaves room for a tool's arguments. */
  static final int MAX_LINE_BYTES = 256 * 1024;

  /** A long answer with its thoughts, token by token, each wrapped in some 250 bytes of JSON. */
  static final long MAX_BODY_BYTES = 8L * 1024 * 1024;

  private static final String LAST_EVENT = "[DONE]";

  private final ServerSentEventListener listener;
  private final CompletableFuture<String> body = new CompletableFuture<>();
  private final EventAssembler assembler = new EventAssembler(MAX_LINE_BYTES, this::event);
  private final LineSplitter splitter = new LineSplitter(MAX_LINE_BYTES, assembler::line);
  private Flow.Subscription subscription;
  private long bytes;
  private boolean anyEvent;
  private boolean closed;
  private volatile boolean complete;

  EventStreamBody(ServerSentEventListener listener) {
    this.listener = listener;
  }

  /** Whether the model's last event came. */
  boolean complete() {
    return complete;
  }

  /** Empty at the end of the stream; fails with what broke it. */
  @Override
  public CompletionStage<String> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription upstream) {
    subscription = upstream;
    upstream.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    try {
      for (ByteBuffer buffer : buffers) {
        count(buffer.remaining());
        splitter.accept(buffer);
      }
      subscription.request(1);
    } catch (RuntimeException broken) {
      subscription.cancel();
      body.completeExceptionally(broken);
    }
  }

  @Override
  public void onError(Throwable error) {
    body.completeExceptionally(error);
  }

  @Override
  public void onComplete() {
    try {
      assembler.end();
      if (!anyEvent) {
        throw new GarbageException("a body without an event");
      }
      close();
      body.complete("");
    } catch (RuntimeException broken) {
      body.completeExceptionally(broken);
    }
  }

  private void count(int more) {
    bytes += more;
    if (bytes > MAX_BODY_BYTES) {
      throw new GarbageException("a body of more than " + MAX_BODY_BYTES + " bytes");
    }
  }

  private void event(ServerSentEvent event) {
    anyEvent = true;
    if (closed) {
      return;
    }
    if (LAST_EVENT.equals(event.data())) {
      complete = true;
      close();
    } else {
      listener.onEvent(event);
    }
  }

  private void close() {
    if (!closed) {
      closed = true;
      listener.onClose();
    }
  }
}
