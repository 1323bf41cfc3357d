package dev.sparkle.llm.control;

import dev.sparkle.audit.control.AuditLog;
import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.identity.control.Pseudonyms;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.llm.entity.ModelStatus;
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
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * The kill switch: takes models, one or all, out of use on every node, until they are switched on
 * again, also over restarts. The state is in PostgreSQL; each node looks once a second, on threads
 * that wait for no other work. While the database is away, what was known last stays in force.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ModelSwitch {

  /** The name that stands for all models. */
  public static final String ALL = KillSwitch.ALL;

  private static final Logger LOG = System.getLogger(ModelSwitch.class.getName());

  @Resource(lookup = "concurrent/sparkle-leases")
  private ManagedScheduledExecutorService executor;

  @Inject private DataSource database;

  @Inject private Migrations migrations;
  @Inject private Models models;
  @Inject private AuditLog audit;
  @Inject private Pseudonyms pseudonyms;

  private SwitchRows rows;
  private ScheduledFuture<?> round;

  @PostConstruct
  void begin() {
    rows = new SwitchRows(database);
    round = executor.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  /** Reads the state if this node has not read it yet. */
  public void makeKnown() {
    if (!models.killSwitch().isKnown()) {
      look();
    }
  }

  /** One at a time, so that what was read earlier is never told later. */
  private synchronized void look() {
    if (!migrations.isDone()) {
      return;
    }
    try {
      models.killSwitch().tell(rows.read());
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.WARNING, "the kill switch could not be read: {0}", e.getMessage());
    }
  }

  /**
   * Switches a model, or {@link #ALL}, off. On this node at once, on the others within a second and
   * a bit. Answers of it that are running end as {@code llm_switched_off}.
   *
   * @param reason for other operators; may be empty
   * @return false if there is no such model
   */
  public boolean off(Caller caller, String name, String reason) throws SQLException {
    if (!isThere(name)) {
      return false;
    }
    rows.off(name, reason, caller.account());
    tell(caller, "models.off", name);
    look();
    return true;
  }

  /**
   * Switches a model, or {@link #ALL}, on again. A model that is also off by itself stays off.
   *
   * @return false if there is no such model
   */
  public boolean on(Caller caller, String name) throws SQLException {
    if (!isThere(name)) {
      return false;
    }
    rows.on(name);
    tell(caller, "models.on", name);
    look();
    return true;
  }

  /** After the act, and not waiting: a record that cannot be written must not keep a model on. */
  private void tell(Caller caller, String action, String name) {
    String who = pseudonyms.of(caller.account());
    audit.record(AuditEvent.operator(who, action, "model:" + name));
    LOG.log(Level.WARNING, "{0}: {1} {2}", who, action, name);
  }

  private boolean isThere(String name) {
    return name.equals(ALL) || models.list().stream().map(ModelStatus::name).anyMatch(name::equals);
  }

  @PreDestroy
  void end() {
    round.cancel(true);
  }
}
