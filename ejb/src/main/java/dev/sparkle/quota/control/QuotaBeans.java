package dev.sparkle.quota.control;

import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.RedisLink;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Puts the component's classes, which know no container, together in one. */
@ApplicationScoped
public class QuotaBeans {

  /** Its rows are written beside whatever transaction the caller is in. */
  @Inject private DataSource database;

  /**
   * This node's quota.
   *
   * @throws IllegalArgumentException if the settings cannot be used; the message names which
   */
  @Produces
  @Singleton
  public Quota quota(
      RedisLink redis,
      CurrentSettings settings,
      MetricRegistry metrics,
      ManagedScheduledExecutorService executor,
      @ConfigProperty(name = "sparkle.node") String node) {
    QuotaEvents events = new QuotaMetrics(metrics);
    QuotaParts parts =
        new QuotaParts(
            database, redis, node, () -> settings.get().quota(), events, System::nanoTime);
    return new Quota(parts, events, executor);
  }
}
