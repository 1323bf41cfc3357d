package dev.sparkle.operations.control;

import dev.sparkle.llm.control.Models;
import dev.sparkle.safety.control.Verdicts;
import dev.sparkle.safety.control.guardian.Alarm;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * How this node and what it stands on are, for /metrics: looked at every few seconds, so that a
 * scrape itself asks nobody and is answered whatever is away.
 */
@Singleton
@Startup
public class Vitals {

  private static final long LOOK_SECONDS = 5;
  private static final long CERTIFICATE_SECONDS = 15;

  /** A database that has not answered for so long is down, also if it just hangs. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  /** Where a node reaches itself, if it listens everywhere. */
  private static final List<String> EVERYWHERE = List.of("0.0.0.0", "*", "::");

  @Resource(lookup = "concurrent/sparkle")
  private ManagedScheduledExecutorService executor;

  @Inject private DatabaseProbe database;
  @Inject private MetricRegistry metrics;
  @Inject private Models models;
  @Inject private Verdicts verdicts;
  @Inject private Alarm alarm;

  @Inject
  @ConfigProperty(name = "sparkle.node")
  private String node;

  @Inject
  @ConfigProperty(name = "sparkle.roles")
  private String roles;

  @Inject
  @ConfigProperty(name = "SPARKLE_HTTP_HOST", defaultValue = "127.0.0.1")
  private String host;

  @Inject
  @ConfigProperty(name = "SPARKLE_HTTPS_PORT", defaultValue = "8443")
  private int port;

  private final HeapAfterCollection heap = new HeapAfterCollection();
  private volatile DatabaseProbe.Sight sight;
  private volatile long answeredAt = System.nanoTime();
  private volatile double certificateEnds = Double.NaN;
  private List<ScheduledFuture<?>> looks = List.of();

  @PostConstruct
  void begin() {
    metrics.gauge(
        "sparkle_node", () -> 1, new Tag("node", node), new Tag("roles", roles.replace(" ", "")));
    metrics.gauge("database_up", () -> databaseUp() ? 1 : 0);
    metrics.gauge("database_answer_seconds", () -> sight == null ? 0 : sight.micros() / 1e6);
    metrics.gauge("heap_after_collection_bytes", heap::bytes);
    metrics.gauge("certificate_ends_timestamp_seconds", () -> certificateEnds);
    verdicts.expect();
    alarm.expect();
    models.list();
    looks =
        List.of(
            executor.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS),
            executor.scheduleWithFixedDelay(
                this::lookAtCertificate, 1, CERTIFICATE_SECONDS, TimeUnit.SECONDS));
  }

  private boolean databaseUp() {
    DatabaseProbe.Sight last = sight;
    return (last == null || last.up()) && System.nanoTime() - answeredAt < SILENCE.toNanos();
  }

  private void look() {
    DatabaseProbe.Sight now = database.look();
    if (now.up()) {
      answeredAt = System.nanoTime();
    }
    sight = now;
  }

  private void lookAtCertificate() {
    String where = EVERYWHERE.contains(host) ? "127.0.0.1" : host;
    certificateEnds =
        CertificateSight.endsAt(where, port)
            .map(end -> (double) end.getEpochSecond())
            .orElse(Double.NaN);
  }

  @PreDestroy
  void end() {
    looks.forEach(look -> look.cancel(true));
  }
}
