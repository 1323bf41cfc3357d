package dev.sparkle.operations.control;

import dev.sparkle.platform.control.Acts;
import dev.sparkle.platform.control.Maintenance;
import dev.sparkle.platform.control.Migrations;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Keeps learners out of every node, until they are let in again, also over restarts. The state is
 * in PostgreSQL; each node looks once a second, on threads that wait for no other work. While the
 * database is away, what was known last stays in force. Redis has no part in it.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MaintenanceSwitch {

  private static final Logger LOG = System.getLogger(MaintenanceSwitch.class.getName());

  @Resource(lookup = "concurrent/sparkle-leases")
  private ManagedScheduledExecutorService executor;

  @Inject private DataSource database;
  @Inject private Migrations migrations;
  @Inject private Maintenance maintenance;
  @Inject private Acts acts;

  private MaintenanceRows rows;
  private ScheduledFuture<?> round;
  private boolean away;

  @PostConstruct
  void begin() {
    rows = new MaintenanceRows(database);
    round = executor.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
  }

  /** One at a time, so that what was read earlier is never told later. */
  private synchronized void look() {
    if (!migrations.isDone()) {
      return;
    }
    try {
      maintenance.tell(rows.read());
      away = false;
    } catch (SQLException | RuntimeException e) {
      // once, not every second: the database is away, and health says so
      LOG.log(
          away ? Level.DEBUG : Level.WARNING,
          "whether there is maintenance could not be read: {0}",
          e.getMessage());
      away = true;
    }
  }

  /**
   * Keeps learners out, or tells them something else: on this node at once, on the others within a
   * second and a bit. On the record before it is done.
   *
   * @param message for learners
   * @throws IllegalStateException if it cannot be recorded; it is not done then
   */
  public void on(UUID operator, String message) throws SQLException {
    acts.record(operator, "maintenance.on", null);
    rows.on(message, operator);
    look();
  }

  /**
   * Lets learners in again.
   *
   * @throws IllegalStateException if it cannot be recorded; it is not done then
   */
  public void off(UUID operator) throws SQLException {
    acts.record(operator, "maintenance.off", null);
    rows.off();
    look();
  }

  @PreDestroy
  void end() {
    round.cancel(true);
  }
}
