package dev.sparkle.quota.control;

import dev.sparkle.llm.control.Prices;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Migrations;
import dev.sparkle.platform.control.RedisLink;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Keeps the quota's house every second, and shows how it is. Saying that the node lives has threads
 * of its own: it must not wait for other work. Settings that cannot be used keep the node from
 * starting.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class QuotaPulse {

  private static final Logger LOG = System.getLogger(QuotaPulse.class.getName());

  @Resource(lookup = "concurrent/sparkle-leases")
  private ManagedScheduledExecutorService leases;

  @Resource(lookup = "concurrent/sparkle")
  private ManagedScheduledExecutorService work;

  @Inject private Quota quota;
  @Inject private Migrations migrations;
  @Inject private RedisLink redis;
  @Inject private CurrentSettings settings;
  @Inject private MetricRegistry metrics;

  private ScheduledFuture<?> renewing;
  private ScheduledFuture<?> tending;

  @PostConstruct
  void begin() {
    Prices.of(settings.get().quota().prices());
    Housekeeping house = quota.house();
    metrics.gauge("redis_circuit_state", () -> redis.downSince().isPresent() ? 1 : 0);
    metrics.gauge("quota_without_redis", () -> house.withoutRedis() ? 1 : 0);
    metrics.gauge("quota_reservations_running", () -> quota.running().size());
    metrics.gauge("quota_ends_waiting", quota::waiting);
    renewing = leases.scheduleWithFixedDelay(this::renew, 0, 1, TimeUnit.SECONDS);
    tending = work.scheduleWithFixedDelay(this::tend, 0, 1, TimeUnit.SECONDS);
  }

  private void renew() {
    if (!migrations.isDone()) {
      return;
    }
    try {
      quota.house().renew();
    } catch (SQLException | RuntimeException e) {
      quota.house().missed();
      LOG.log(Level.WARNING, "the quota could not say that this node lives: {0}", e.getMessage());
    }
  }

  private void tend() {
    if (!migrations.isDone()) {
      return;
    }
    try {
      quota.house().tend();
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.WARNING, "the quota''s house could not be kept: {0}", e.getMessage());
    }
  }

  @PreDestroy
  void end() {
    renewing.cancel(true);
    tending.cancel(true);
    try {
      quota.close();
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.INFO, "others will find out that this node has gone: {0}", e.getMessage());
    }
  }
}
