package dev.sparkle.cli.bench.chat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One learner of a crowd. Everything runs on the crowd's thread. */
final class LoadSocket extends SimpleChannelInboundHandler<Object> {

  private static final int NO_GOODBYE = 1006;

  private final WebSocketClientHandshaker handshaker;
  private final Tally tally;
  private final Hearing hearing;
  private final CompletableFuture<LoadSocket> opened = new CompletableFuture<>();
  private Channel channel;
  private Supplier<String> questions;
  private long askedAt;
  private boolean spoken;
  private int closeCode = NO_GOODBYE;

  LoadSocket(WebSocketClientHandshaker handshaker, Hearing hearing, Tally tally) {
    this.handshaker = handshaker;
    this.tally = tally;
    this.hearing = hearing;
  }

  /** Completes when the server has taken the socket, exceptionally if it does not. */
  CompletableFuture<LoadSocket> opened() {
    return opened;
  }

  /** Asks, and again after each answer; each is a frame. */
  void keepAsking(Supplier<String> frames) {
    channel
        .eventLoop()
        .execute(
            () -> {
              questions = frames;
              ask();
            });
  }

  /** Asks nothing more; the answer goes on. */
  void fallSilent() {
    channel.eventLoop().execute(() -> questions = null);
  }

  /** Whether it takes what comes; a socket that does not is a slow client. */
  void read(boolean reads) {
    channel.config().setAutoRead(reads);
  }

  void close() {
    channel.close();
  }

  private void ask() {
    if (questions == null || !channel.isActive()) {
      return;
    }
    tally.asked++;
    askedAt = System.nanoTime();
    spoken = false;
    hearing.begin();
    channel.writeAndFlush(new TextWebSocketFrame(questions.get()));
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = context.channel();
    handshaker.handshake(channel);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (opened.isDone() && !opened.isCompletedExceptionally()) {
      tally.closed(closeCode);
    } else {
      opened.completeExceptionally(new WebSocketHandshakeException("the server hung up"));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    opened.completeExceptionally(cause);
    context.close();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Object message) {
    if (message instanceof FullHttpResponse response) {
      handshaker.finishHandshake(channel, response);
      tally.open++;
      opened.complete(this);
    } else if (message instanceof TextWebSocketFrame frame) {
      take(frame.text());
    } else if (message instanceof PingWebSocketFrame ping) {
      tally.pings++;
      channel.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
    } else if (message instanceof CloseWebSocketFrame close) {
      closeCode = close.statusCode() < 0 ? NO_GOODBYE : close.statusCode();
      channel.close();
    }
  }

  private void take(String frame) {
    tally.frames++;
    switch (FrameGlance.type(frame)) {
      case "chat.delta" -> words(frame);
      case "chat.done" -> {
        tally.done++;
        ask();
      }
      case "chat.failed", "chat.blocked", "chat.stopped" -> {
        tally.failed(FrameGlance.type(frame) + " " + FrameGlance.code(frame));
        ask();
      }
      case "error" -> tally.failed("error " + FrameGlance.code(frame));
      default -> {
        // states, citations and usage are of no account here
      }
    }
  }

  private void words(String frame) {
    if (!spoken) {
      spoken = true;
      tally.first.add((System.nanoTime() - askedAt) / 1_000);
    }
    hearing.words(frame, Instant.now());
  }
}
