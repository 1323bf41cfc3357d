package dev.sparkle.safety.control.guardian;

import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Migrations;
import dev.sparkle.platform.control.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Tells the webhook, if there is one, what is due; every node does, and none does it twice. */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class GuardianPost {

  private static final Logger LOG = System.getLogger(GuardianPost.class.getName());

  /** Guardians are people: seconds do not matter. */
  private static final long LOOK_SECONDS = 5;

  @Inject private DataSource database;

  @Resource(lookup = "concurrent/sparkle")
  private ManagedScheduledExecutorService executor;

  @EJB private Migrations migrations;
  @Inject private CurrentSettings settings;
  @Inject private Clock clock;

  private Webhook webhook;
  private Deliveries deliveries;
  private ScheduledFuture<?> round;

  @PostConstruct
  void begin() {
    Settings.Guardian guardian = settings.get().guardian();
    if (guardian.webhookUrl().isEmpty()) {
      return;
    }
    webhook = new Webhook(guardian.webhookUrl().get(), guardian.webhookSecret().orElse(""), clock);
    deliveries = new Deliveries(clock);
    round =
        executor.scheduleWithFixedDelay(
            this::deliver, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private void deliver() {
    if (!migrations.isDone()) {
      return;
    }
    try {
      Optional<Deliveries.Due> due = claim();
      while (due.isPresent()) {
        Optional<String> problem = webhook.tell(due.get().notice());
        problem.ifPresent(
            words -> LOG.log(Level.WARNING, "the guardian's webhook took nothing: {0}", words));
        settle(due.get(), problem);
        due = claim();
      }
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.WARNING, "the guardian's webhook could not be told: {0}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Deliveries.Due> claim() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return deliveries.claim(connection);
    }
  }

  private void settle(Deliveries.Due due, Optional<String> problem) throws SQLException {
    try (Connection connection = database.getConnection()) {
      deliveries.settle(connection, due, problem);
    }
  }

  @PreDestroy
  void end() {
    if (round != null) {
      round.cancel(true);
    }
  }
}
