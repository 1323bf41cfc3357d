package dev.sparkle.cli.bench.chat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many sockets to one node on one thread, from four addresses of this machine, so that the source
 * ports do not run out.
 */
final class Crowd implements AutoCloseable {

  private static final int LARGEST_FRAME = 1024 * 1024;
  private static final long FORCED_CLOSE_MILLIS = 5_000;
  private static final int SMALL_BUFFER = 4096;
  private static final int ADDRESSES = 4;

  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final URI node;
  private final long neighboursMicros;
  private final AtomicInteger opened = new AtomicInteger();

  /**
   * @param node its address, http
   * @param tokensPerSecond the pace of its answers
   */
  Crowd(URI node, double tokensPerSecond) {
    this.node = node;
    this.neighboursMicros = (long) (1.5e6 / tokensPerSecond);
  }

  /** Opens a socket. */
  CompletableFuture<LoadSocket> open(String ticket, Tally tally) {
    return open(ticket, tally, new Bootstrap());
  }

  /** Opens one that has next to no room for what it does not read. */
  CompletableFuture<LoadSocket> openNarrow(String ticket, Tally tally) {
    return open(ticket, tally, new Bootstrap().option(ChannelOption.SO_RCVBUF, SMALL_BUFFER));
  }

  private CompletableFuture<LoadSocket> open(String ticket, Tally tally, Bootstrap bootstrap) {
    URI address =
        URI.create("ws://" + node.getHost() + ":" + node.getPort() + "/ws/chat?ticket=" + ticket);
    // without an Origin: a ticket that no page asked for opens no page's socket
    LoadSocket socket =
        new LoadSocket(
            WebSocketClientHandshakerFactory.newHandshaker(
                address,
                WebSocketVersion.V13,
                "sparkle.v1",
                false,
                EmptyHttpHeaders.INSTANCE,
                LARGEST_FRAME,
                true,
                false,
                FORCED_CLOSE_MILLIS,
                false,
                false),
            new Hearing(tally, neighboursMicros),
            tally);
    int source = 1 + opened.getAndIncrement() % ADDRESSES;
    bootstrap
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 30_000)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(new HttpClientCodec(), new HttpObjectAggregator(8192), socket);
              }
            })
        .connect(
            new InetSocketAddress(node.getHost(), node.getPort()),
            new InetSocketAddress("127.0.0." + source, 0))
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                socket.opened().completeExceptionally(connected.cause());
              }
            });
    return socket.opened();
  }

  /** Does something where no socket is at work. */
  <T> T quietly(Callable<T> look) {
    return loop.submit(look).syncUninterruptibly().getNow();
  }

  /** Drops all sockets. */
  @Override
  public void close() {
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
