package dev.sparkle.cli.client;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Says what a test wants it to say, over real HTTP and a real WebSocket. */
public final class StubServer implements AutoCloseable {

  /** An answer; status and body. */
  public record Reply(int status, String body) {}

  /** What was asked: "METHOD path token", and its body. */
  public final List<String> calls = new CopyOnWriteArrayList<>();

  public final List<String> bodies = new CopyOnWriteArrayList<>();
  public final List<String> frames = new CopyOnWriteArrayList<>();

  private static final WebSocketServerProtocolConfig SOCKET =
      WebSocketServerProtocolConfig.newBuilder()
          .websocketPath("/ws/chat")
          .checkStartsWith(true)
          .handleCloseFrames(false)
          .build();

  private final Map<String, Function<String, Reply>> routes = new ConcurrentHashMap<>();
  private volatile Function<String, List<String>> chat = frame -> List.of();
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel listener;
  private final URI uri;

  public StubServer() {
    listener =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(1 << 20))
                        .addLast(new Http())
                        .addLast(new WebSocketServerProtocolHandler(SOCKET))
                        .addLast(new Chat());
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
    int port = ((InetSocketAddress) listener.localAddress()).getPort();
    uri = URI.create("http://127.0.0.1:" + port);
  }

  public URI uri() {
    return uri;
  }

  /** Replies to "METHOD path" below /api/v1/; the function gets the bearer token. */
  public StubServer on(String route, Function<String, Reply> reply) {
    routes.put(route, reply);
    return this;
  }

  public StubServer on(String route, String body) {
    return on(route, token -> new Reply(200, body));
  }

  /** Answers frames with frames; "close" closes. */
  public StubServer chat(Function<String, List<String>> answers) {
    chat = answers;
    return this;
  }

  /** Knows guests and gives tickets. */
  public StubServer welcoming() {
    return on("POST auth/guest", session("guest-1"))
        .on("POST chat/tickets", "{\"ticket\":\"T 1\",\"expiresAt\":\"2026-11-23T00:00:00Z\"}");
  }

  public static String session(String token) {
    return "{\"accessToken\":\"%s\",\"tokenType\":\"Bearer\",\"expiresIn\":900,".formatted(token)
        + "\"refreshToken\":\"refresh-of-%s\",\"account\":{\"id\":\"%s\",".formatted(token, token)
        + "\"displayName\":\"Guest\",\"roles\":[\"learner\"],\"guest\":true}}";
  }

  @Override
  public void close() {
    if (loops.isShuttingDown()) {
      return;
    }
    listener.close().syncUninterruptibly();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private final class Http extends SimpleChannelInboundHandler<FullHttpRequest> {

    Http() {
      super(false);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      if (request.uri().startsWith("/ws/")) {
        calls.add("WS " + request.uri());
        context.fireChannelRead(request);
        return;
      }
      String path = request.uri().replaceFirst("^/api/v1/", "");
      String token =
          request.headers().get(HttpHeaderNames.AUTHORIZATION, "").replaceFirst("^Bearer ", "");
      calls.add(request.method() + " " + path + " " + token);
      bodies.add(request.content().toString(StandardCharsets.UTF_8));
      request.release();
      Reply reply =
          routes
              .getOrDefault(request.method() + " " + path, t -> new Reply(404, "{}"))
              .apply(token);
      DefaultFullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.valueOf(reply.status()),
              Unpooled.copiedBuffer(reply.body(), StandardCharsets.UTF_8));
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
      context.writeAndFlush(response);
    }
  }

  private final class Chat extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      frames.add(frame.text());
      for (String answer : chat.apply(frame.text())) {
        context.writeAndFlush(
            answer.equals("close")
                ? new CloseWebSocketFrame(4008, "slow")
                : new TextWebSocketFrame(answer));
      }
    }
  }
}
