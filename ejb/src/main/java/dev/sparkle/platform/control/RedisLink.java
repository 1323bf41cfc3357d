package dev.sparkle.platform.control;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * The way to Redis, which may be away at any time. While it is away, calls fail at once and Redis
 * is tried again once a second, so that nobody waits for it.
 */
@ApplicationScoped
public class RedisLink {

  private static final Logger LOG = System.getLogger(RedisLink.class.getName());

  /** On the same network a healthy Redis answers within a millisecond. */
  private static final int TIMEOUT_MILLIS = 500;

  /** By a clock that nobody sets: the wall clock may jump back by an hour. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Supplier<UnifiedJedis> connecting;
  private final Clock clock;
  private volatile UnifiedJedis client;
  private volatile Instant downSince;
  private volatile Instant upSince;
  private volatile long failedAt;

  /** For the container's proxy. */
  protected RedisLink() {
    this.connecting = null;
    this.clock = null;
  }

  /**
   * @param url {@code redis://user:password@host:port/0}, or {@code rediss://…}; or Sentinels, who
   *     know the primary: {@link SentinelAddress#FORM}
   * @param cluster whether that is a node of a Redis Cluster, whose others are found by asking it
   */
  @Inject
  public RedisLink(
      @ConfigProperty(name = "sparkle.redis.url") String url,
      @ConfigProperty(name = "sparkle.redis.cluster") boolean cluster,
      Clock clock) {
    this(
        SentinelAddress.is(url)
            ? () -> connect(SentinelAddress.parse(url))
            : () -> connect(URI.create(url), cluster),
        clock);
  }

  /** The way to a single server. */
  public RedisLink(String url, Clock clock) {
    this(url, false, clock);
  }

  private RedisLink(Supplier<UnifiedJedis> connecting, Clock clock) {
    this.connecting = connecting;
    this.clock = clock;
  }

  private static ConnectionPoolConfig pool() {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(16);
    pool.setMaxWait(Duration.ofMillis(TIMEOUT_MILLIS));
    return pool;
  }

  private static DefaultJedisClientConfig.Builder config(
      String user, String password, boolean tls) {
    return DefaultJedisClientConfig.builder()
        .user(user)
        .password(password)
        .sslOptions(tls ? SslOptions.defaults() : null)
        .connectionTimeoutMillis(TIMEOUT_MILLIS)
        .socketTimeoutMillis(TIMEOUT_MILLIS);
  }

  /** The client listens to the Sentinels, and goes to the new primary when they name one. */
  private static UnifiedJedis connect(SentinelAddress address) {
    return RedisSentinelClient.builder()
        .masterName(address.primary())
        .sentinels(
            address.sentinels().stream()
                .map(each -> new HostAndPort(each.host(), each.port()))
                .collect(Collectors.toSet()))
        .sentinelClientConfig(config(null, address.sentinelPassword(), address.tls()).build())
        .clientConfig(
            config(address.user(), address.password(), address.tls())
                .database(address.database())
                .build())
        .poolConfig(pool())
        .build();
  }

  private static UnifiedJedis connect(URI url, boolean cluster) {
    ConnectionPoolConfig pool = pool();
    HostAndPort address = new HostAndPort(url.getHost(), url.getPort() < 0 ? 6379 : url.getPort());
    DefaultJedisClientConfig.Builder config =
        config(
            JedisURIHelper.getUser(url),
            JedisURIHelper.getPassword(url),
            JedisURIHelper.isRedisSSLScheme(url));
    if (cluster) {
      return RedisClusterClient.builder()
          .nodes(Set.of(address))
          .clientConfig(config.build())
          .maxAttempts(2)
          .maxTotalRetriesDuration(Duration.ofMillis(TIMEOUT_MILLIS))
          .poolConfig(pool)
          .build();
    }
    return RedisClient.builder()
        .hostAndPort(address)
        .clientConfig(config.database(JedisURIHelper.getDBIndex(url)).build())
        .poolConfig(pool)
        .build();
  }

  /** A cluster is asked for its nodes when the client is made, which may fail. */
  private UnifiedJedis client() {
    UnifiedJedis known = client;
    if (known == null) {
      synchronized (this) {
        if (client == null) {
          client = connecting.get();
        }
        known = client;
      }
    }
    return known;
  }

  /**
   * Asks Redis.
   *
   * @return what Redis answered (never null values), or empty if it is away
   */
  public <T> Optional<T> ask(Function<UnifiedJedis, T> question) {
    if (downSince != null && System.nanoTime() - failedAt < PAUSE.toNanos()) {
      return Optional.empty();
    }
    try {
      Optional<T> answer = Optional.ofNullable(question.apply(client()));
      if (downSince != null) {
        LOG.log(Level.INFO, "Redis is back; it was away since {0}", downSince);
        downSince = null;
        upSince = clock.instant();
      } else if (upSince == null) {
        upSince = clock.instant();
      }
      return answer;
    } catch (JedisException e) {
      failedAt = System.nanoTime();
      if (downSince == null) {
        downSince = clock.instant();
        upSince = null;
        LOG.log(Level.WARNING, "Redis is away: {0}", e.getMessage());
      }
      return Optional.empty();
    }
  }

  /** Since when Redis is away; empty while it answers. */
  public Optional<Instant> downSince() {
    return Optional.ofNullable(downSince);
  }

  /** Since when Redis answers, as far as this node knows; empty while it does not. */
  public Optional<Instant> upSince() {
    return Optional.ofNullable(upSince);
  }

  /** Closes the connections. */
  @PreDestroy
  public void close() {
    if (client != null) {
      client.close();
    }
  }
}
