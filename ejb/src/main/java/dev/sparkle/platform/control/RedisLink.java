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
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
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

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final RedisClient client;
  private final Clock clock;
  private volatile Instant downSince;
  private volatile Instant nextTry = Instant.EPOCH;

  /** For the container's proxy. */
  protected RedisLink() {
    this.client = null;
    this.clock = null;
  }

  @Inject
  public RedisLink(@ConfigProperty(name = "sparkle.redis.url") String url, Clock clock) {
    this(connect(URI.create(url)), clock);
  }

  RedisLink(RedisClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  private static RedisClient connect(URI url) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(16);
    pool.setMaxWait(Duration.ofMillis(TIMEOUT_MILLIS));
    return RedisClient.builder()
        .hostAndPort(new HostAndPort(url.getHost(), url.getPort() < 0 ? 6379 : url.getPort()))
        .clientConfig(
            DefaultJedisClientConfig.builder()
                .user(JedisURIHelper.getUser(url))
                .password(JedisURIHelper.getPassword(url))
                .database(JedisURIHelper.getDBIndex(url))
                .sslOptions(JedisURIHelper.isRedisSSLScheme(url) ? SslOptions.defaults() : null)
                .connectionTimeoutMillis(TIMEOUT_MILLIS)
                .socketTimeoutMillis(TIMEOUT_MILLIS)
                .build())
        .poolConfig(pool)
        .build();
  }

  /**
   * Asks Redis.
   *
   * @return what Redis answered (never null values), or empty if it is away
   */
  public <T> Optional<T> ask(Function<RedisClient, T> question) {
    Instant now = clock.instant();
    if (downSince != null && now.isBefore(nextTry)) {
      return Optional.empty();
    }
    try {
      Optional<T> answer = Optional.ofNullable(question.apply(client));
      if (downSince != null) {
        LOG.log(Level.INFO, "Redis is back; it was away since {0}", downSince);
        downSince = null;
      }
      return answer;
    } catch (JedisException e) {
      nextTry = now.plus(PAUSE);
      if (downSince == null) {
        downSince = now;
        LOG.log(Level.WARNING, "Redis is away: {0}", e.getMessage());
      }
      return Optional.empty();
    }
  }

  /** Since when Redis is away; empty while it answers. */
  public Optional<Instant> downSince() {
    return Optional.ofNullable(downSince);
  }

  @PreDestroy
  void close() {
    client.close();
  }
}
