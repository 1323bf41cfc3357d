package dev.sparkle.llm.control;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * The first {@value #MAX_BYTES} bytes of a refusal's body; the rest is not read, and its connection
 * is closed. A body that breaks is as good as its beginning.
 */
final class BoundedBody implements BodySubscriber<String> {

  /** Refusals are a JSON object of some hundred bytes; some proxies send a page. */
  static final int MAX_BYTES = 4096;

  private final CompletableFuture<String> body = new CompletableFuture<>();
  private final ByteArrayOutputStream start = new ByteArrayOutputStream();
  private Flow.Subscription subscription;

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
    for (ByteBuffer buffer : buffers) {
      byte[] part = new byte[Math.min(buffer.remaining(), MAX_BYTES - start.size())];
      buffer.get(part);
      start.writeBytes(part);
    }
    if (start.size() < MAX_BYTES) {
      subscription.request(1);
    } else {
      subscription.cancel();
      onComplete();
    }
  }

  @Override
  public void onError(Throwable error) {
    onComplete();
  }

  @Override
  public void onComplete() {
    body.complete(start.toString(StandardCharsets.UTF_8));
  }
}
