package dev.sparkle.cli.fakellm;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * An OpenAI-compatible server that costs nothing, needs no network and fails as it is told: for
 * tests, drills and benchmarks, never for learners.
 *
 * <p>It listens on 127.0.0.1 only. One thread accepts, one or a few serve every stream; a thousand
 * streams at 20 tokens a second are well within one. Routes: {@code POST /v1/chat/completions},
 * {@code GET /v1/models}, {@code GET /stats}, {@code GET} and {@code POST /control}.
 */
public final class FakeLlm implements AutoCloseable {

  private static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

  private final EventLoopGroup loops;
  private final Channel listener;
  private final FakeState state;

  private FakeLlm(EventLoopGroup loops, Channel listener, FakeState state) {
    this.loops = loops;
    this.listener = listener;
    this.state = state;
  }

  /**
   * Starts a server on one thread.
   *
   * @param port the port; 0: any free one
   * @throws IOException if the port is taken
   */
  public static FakeLlm start(int port, FakeBehaviour behaviour) throws IOException {
    return start(port, behaviour, 1);
  }

  /** As {@link #start(int, FakeBehaviour)}, on several threads. */
  public static FakeLlm start(int port, FakeBehaviour behaviour, int threads) throws IOException {
    FakeState state = new FakeState(behaviour);
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(threads, NioIoHandler.newFactory());
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES))
                        .addLast(new FakeRoutes(state));
                  }
                });
    var bound = bootstrap.bind(new InetSocketAddress("127.0.0.1", port)).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw new IOException("port " + port + " is taken", bound.cause());
    }
    return new FakeLlm(loops, bound.channel(), state);
  }

  /** The port that it listens on. */
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** What {@code SPARKLE_LLM_BASE_URL} is set to. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + port() + "/v1");
  }

  /** The behaviour in force. */
  public FakeBehaviour behaviour() {
    return state.behaviour();
  }

  /** Puts another behaviour in force; running streams end with the old one. */
  public void behave(FakeBehaviour behaviour) {
    state.change(before -> behaviour);
  }

  /** What it has seen so far. */
  public FakeStats stats() {
    return state.stats();
  }

  /** The last user message that it was sent; empty before the first. */
  public String lastQuestion() {
    return state.lastQuestion();
  }

  /** The latest of its last 64 user messages that has these words in it. */
  public Optional<String> heard(String part) {
    return state.heard(part);
  }

  /** The latest of its last 64 prompts, with all messages, that has these words in it. */
  public Optional<String> read(String part) {
    return state.read(part);
  }

  /**
   * Waits until the counts are as wanted.
   *
   * @throws java.util.concurrent.CompletionException if they are not within the time
   */
  public FakeStats awaitStats(Predicate<FakeStats> condition, Duration atMost) {
    return state
        .when(condition)
        .toCompletableFuture()
        .orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  /** Waits until the server has ended. */
  public void awaitClose() {
    listener.closeFuture().awaitUninterruptibly();
  }

  /** Closes all connections and ends the threads. */
  @Override
  public void close() {
    listener.close().awaitUninterruptibly();
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
