package dev.sparkle.cli.fakellm;

import dev.sparkle.cli.fakellm.FakeBehaviour.Faults;
import dev.sparkle.cli.fakellm.FakeBehaviour.Garbage;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * One answer being streamed. Everything runs on the connection's event loop; waiting is a timer of
 * the loop, and a token's time is counted from the first, so that lateness does not add up.
 */
final class FakeStream {

  private static final String ENDLESS = "x".repeat(16 * 1024);

  private final Channel channel;
  private final FakeState state;
  private final FakeBehaviour behaviour;
  private final FakeAnswer answer;
  private final FakeChunks chunks;
  private long firstTokenAt;
  private int sent;
  private boolean ended;
  private boolean paused;

  FakeStream(
      Channel channel,
      FakeState state,
      FakeBehaviour behaviour,
      FakeAnswer answer,
      FakeChunks chunks) {
    this.channel = channel;
    this.state = state;
    this.behaviour = behaviour;
    this.answer = answer;
    this.chunks = chunks;
  }

  /** Sends the head at once and the first token after its delay. */
  void start() {
    state.started();
    channel.closeFuture().addListener(closed -> gone());
    DefaultHttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    head.headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8")
        .set(HttpHeaderNames.CACHE_CONTROL, "no-cache")
        .set(HttpHeaderNames.TRANSFER_ENCODING, "chunked");
    channel.write(head);
    write(chunks.role());
    long delay = TimeUnit.MILLISECONDS.toNanos(behaviour.pace().firstTokenDelayMs());
    firstTokenAt = System.nanoTime() + delay;
    next();
  }

  /** The connection takes more again. */
  void writable() {
    if (paused && channel.isWritable()) {
      paused = false;
      step();
    }
  }

  private void next() {
    double rate = behaviour.pace().tokensPerSecond();
    long interval = rate == 0 ? 0 : (long) (1e9 / rate);
    long wait = firstTokenAt + sent * interval - System.nanoTime();
    if (wait > 0) {
      channel.eventLoop().schedule(this::step, wait, TimeUnit.NANOSECONDS);
    } else if (channel.isWritable()) {
      channel.eventLoop().execute(this::step);
    } else {
      paused = true;
    }
  }

  private void step() {
    Faults faults = behaviour.faults();
    if (ended) {
      return;
    }
    if (sent == faults.cutAfterTokens()) {
      cut();
    } else if (sent == faults.stallAfterTokens()) {
      return;
    } else if (faults.garbage() == Garbage.LINE && sent > 0) {
      write(ENDLESS);
      next();
    } else if (faults.garbage() == Garbage.JSON && sent == 1) {
      write("data: {\"choices\": [oops\n\n");
      finish();
    } else if (sent < answer.tokens().size()) {
      write(chunks.token(said(answer.tokens().get(sent))));
      sent++;
      state.token();
      next();
    } else {
      finish();
    }
  }

  private static String said(String token) {
    return token.contains(FakeBehaviour.Speech.CLOCK)
        ? token.replace(FakeBehaviour.Speech.CLOCK, EmissionWord.at(Instant.now()))
        : token;
  }

  private void finish() {
    ended = true;
    write(chunks.finish(answer.finishReason()));
    if (behaviour.speech().usage()) {
      write(chunks.usage(sent));
    }
    write(FakeChunks.DONE);
    channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    state.finished();
  }

  /** In the middle of the body, after all that was said is out. */
  private void cut() {
    ended = true;
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    state.cut();
  }

  private void gone() {
    if (!ended) {
      ended = true;
      state.cancelled();
    }
  }

  private void write(String text) {
    channel.writeAndFlush(
        new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
  }
}
