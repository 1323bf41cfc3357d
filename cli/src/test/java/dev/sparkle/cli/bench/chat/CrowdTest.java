package dev.sparkle.cli.bench.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.fakellm.EmissionWord;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The crowd over real sockets, to a server that answers as a node does. */
class CrowdTest {

  private static final String DELTA = "{\"v\":1,\"type\":\"chat.delta\",\"text\":\"%s\"}";

  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Channel server = listen();
  private final Tally tally = new Tally();
  private final Crowd crowd =
      new Crowd(
          URI.create("http://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort()),
          20);

  @AfterEach
  void end() {
    crowd.close();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  @Test
  void countsHeartbeatsAndAnswersThem() throws Exception {
    open().keepAsking(() -> "beat");
    assertEquals("beat", next());
    assertEquals("pong", next());
    assertEquals(1, crowd.quietly(tally::counts).pings());
  }

  @Test
  void asksAgainAfterEachAnswerAndTimesItsWords() throws Exception {
    LoadSocket socket = open();
    socket.keepAsking(() -> "ask");
    assertEquals("ask", next());
    assertEquals("ask", next());
    socket.fallSilent();
    assertTrue(crowd.quietly(tally.heard::count) >= 2);
    assertTrue(crowd.quietly(tally.added::count) >= 1);
    assertTrue(crowd.quietly(tally.first::count) >= 1);
    assertEquals(Map.of(), crowd.quietly(tally::counts).failures());
  }

  @Test
  void countsWhatFailed() throws Exception {
    LoadSocket socket = open();
    socket.keepAsking(() -> "fail");
    next();
    socket.fallSilent();
    next();
    assertTrue(crowd.quietly(tally::counts).failures().containsKey("chat.failed llm_unreachable"));
  }

  @Test
  void countsWhoWasDroppedWithTheCloseCode() throws Exception {
    open().keepAsking(() -> "drop");
    assertEquals("drop", next());
    assertEquals("gone", next());
    // the server knows of the end before this side has counted it
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (crowd.quietly(tally::counts).open() > 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertEquals(Map.of(4008, 1), crowd.quietly(tally::counts).closed());
    assertEquals(0, crowd.quietly(tally::counts).open());
  }

  @Test
  void tellsWhenNobodyLetsItIn() {
    server.close().syncUninterruptibly();
    assertThrows(CompletionException.class, () -> crowd.open("t", tally).join());
    assertEquals(0, crowd.quietly(tally::counts).open());
  }

  private LoadSocket open() {
    return crowd.open("t", tally).orTimeout(10, TimeUnit.SECONDS).join();
  }

  private String next() throws InterruptedException {
    return heard.poll(10, TimeUnit.SECONDS);
  }

  private Channel listen() {
    WebSocketServerProtocolConfig config =
        WebSocketServerProtocolConfig.newBuilder()
            .websocketPath("/ws/chat")
            .checkStartsWith(true)
            .subprotocols("sparkle.v1")
            .dropPongFrames(false)
            .build();
    return new ServerBootstrap()
        .group(loop)
        .channel(NioServerSocketChannel.class)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(
                        new HttpServerCodec(),
                        new HttpObjectAggregator(8192),
                        new WebSocketServerProtocolHandler(config),
                        new Answering());
              }
            })
        .bind("127.0.0.1", 0)
        .syncUninterruptibly()
        .channel();
  }

  private final class Answering extends SimpleChannelInboundHandler<WebSocketFrame> {

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      if (frame instanceof PongWebSocketFrame) {
        heard.add("pong");
      } else if (frame instanceof TextWebSocketFrame text) {
        answer(context.channel(), text.text());
        heard.add(text.text());
      }
    }

    private void answer(Channel channel, String wish) {
      switch (wish) {
        case "beat" -> channel.writeAndFlush(new PingWebSocketFrame());
        case "drop" -> channel.writeAndFlush(new CloseWebSocketFrame(4008, "too slow: resume"));
        case "fail" ->
            say(channel, "{\"type\":\"chat.failed\",\"error\":{\"code\":\"llm_unreachable\"}}");
        default -> {
          say(channel, DELTA.formatted(EmissionWord.at(Instant.now())));
          say(channel, DELTA.formatted(EmissionWord.at(Instant.now())));
          say(channel, "{\"type\":\"chat.done\"}");
        }
      }
    }

    private void say(Channel channel, String frame) {
      channel.writeAndFlush(new TextWebSocketFrame(frame));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      heard.add("gone");
    }
  }
}
