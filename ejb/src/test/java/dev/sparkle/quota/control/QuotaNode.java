package dev.sparkle.quota.control;

import dev.sparkle.platform.control.RedisLink;
import dev.sparkle.platform.control.Settings;
import dev.sparkle.platform.control.Settings.Quota.Budget;
import dev.sparkle.quota.entity.Decision;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A node's quota on real services, without a server around it. */
final class QuotaNode implements AutoCloseable {

  /** Nothing is limited. */
  static final Budget FREE = new Budget(0, 0, 0, 0);

  private final ExecutorService work = Executors.newFixedThreadPool(2);
  private final ScheduledExecutorService pulse = Executors.newScheduledThreadPool(2);
  private final RedisLink link;
  private final QuotaParts parts;
  private final Quota quota;
  private final AtomicLong ahead = new AtomicLong();
  final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

  QuotaNode(
      String name, QuotaDatabase database, String redisUrl, boolean cluster, Settings.Quota how) {
    this(name, database, redisUrl, cluster, how, Clock.systemUTC());
  }

  /**
   * @param wall what this node takes for the time
   */
  QuotaNode(
      String name,
      QuotaDatabase database,
      String redisUrl,
      boolean cluster,
      Settings.Quota how,
      Clock wall) {
    QuotaEvents events = new Counted();
    link = new RedisLink(redisUrl, cluster, wall);
    parts =
        new QuotaParts(
            database.dataSource(),
            link,
            name,
            () -> how,
            events,
            () -> System.nanoTime() + ahead.get());
    quota = new Quota(parts, events, work);
  }

  static Settings.Quota settings(
      Budget account, Budget address, Budget guests, Budget installation) {
    return new Settings.Quota(
        account, address, FREE, guests, installation, "UTC", Optional.empty());
  }

  Quota quota() {
    return quota;
  }

  QuotaParts parts() {
    return parts;
  }

  /** This node's idea of time runs ahead until it says again that it lives. */
  void runAhead(Duration time) {
    ahead.addAndGet(time.toNanos());
  }

  /** One round of housekeeping, here and now. */
  QuotaNode round() throws SQLException {
    quota.house().renew();
    quota.house().tend();
    return this;
  }

  /** Keeps house by itself, as a server would. */
  QuotaNode alive() {
    pulse.scheduleWithFixedDelay(this::renew, 0, 200, TimeUnit.MILLISECONDS);
    pulse.scheduleWithFixedDelay(this::tend, 0, 200, TimeUnit.MILLISECONDS);
    return this;
  }

  private void renew() {
    try {
      quota.house().renew();
    } catch (SQLException | RuntimeException e) {
      quota.house().missed();
    }
  }

  private void tend() {
    try {
      quota.house().tend();
    } catch (SQLException | RuntimeException e) {
      count("tend failed");
    }
  }

  long counted(String what) {
    return counts.getOrDefault(what, new AtomicLong()).get();
  }

  private void count(String what) {
    counts.computeIfAbsent(what, w -> new AtomicLong()).incrementAndGet();
  }

  /** Stops without a word, as kill -9 would; its running calls are known to nobody any more. */
  void die() {
    pulse.shutdownNow();
    work.shutdownNow();
  }

  @Override
  public void close() {
    die();
    link.close();
  }

  private final class Counted implements QuotaEvents {

    @Override
    public void decided(Decision decision, boolean inMemory) {
      count(decision.getClass().getSimpleName() + (inMemory ? " in memory" : ""));
      if (decision instanceof Decision.Refused refused) {
        count(refused.limit().code());
      }
    }

    @Override
    public void scriptTook(Duration time) {}

    @Override
    public void rowTook(Duration time) {}

    @Override
    public void ended(String kind, long overrun) {
      count(kind);
    }

    @Override
    public void rebuilt(Duration took) {
      count("rebuilt");
    }
  }
}
