package dev.sparkle.audit.control;

import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.audit.entity.AuditKind;
import dev.sparkle.audit.entity.Head;
import dev.sparkle.audit.entity.Severity;
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
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Writes this node's chain a few times a second and looks at the others' every few seconds. It has
 * its place beside the leases, where work is not kept waiting.
 *
 * <p>The chain's end goes into the log from time to time: whoever ships logs elsewhere has heads
 * there that nobody at the database can change.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class AuditWriter {

  private static final Logger LOG = System.getLogger(AuditWriter.class.getName());

  /** The log tells the chain's end after so many looks at other chains, if it moved. */
  private static final int LOOKS_A_HEAD = 60;

  @Inject private DataSource database;

  @Resource(lookup = "concurrent/sparkle-leases")
  private ManagedScheduledExecutorService executor;

  @EJB private Migrations migrations;
  @Inject private AuditLog log;
  @Inject private CurrentSettings settings;
  @Inject private MetricRegistry metrics;

  @Inject
  @ConfigProperty(name = "sparkle.node")
  private String node;

  private ChainWriter writer;
  private List<ScheduledFuture<?>> rounds = List.of();
  private boolean troubled;
  private int looks;
  private Head told;

  @PostConstruct
  void begin() {
    writer = new ChainWriter(node, log.queue(), new AuditRows());
    Settings.Audit audit = settings.get().audit();
    long flush = audit.flush().toMillis();
    long anchor = audit.anchor().toMillis();
    rounds =
        List.of(
            executor.scheduleWithFixedDelay(this::flush, flush, flush, TimeUnit.MILLISECONDS),
            executor.scheduleWithFixedDelay(this::look, anchor, anchor, TimeUnit.MILLISECONDS));
  }

  private synchronized void flush() {
    attempt(
        connection -> {
          int written;
          do {
            written = writer.flush(connection);
            metrics.counter("audit_records_total").inc(written);
          } while (written >= ChainWriter.BATCH);
        });
  }

  private synchronized void look() {
    attempt(writer::anchor);
    if (++looks >= LOOKS_A_HEAD) {
      looks = 0;
      tellHead();
    }
  }

  private void tellHead() {
    Head head = writer.head();
    if (head != null && !head.equals(told)) {
      told = head;
      LOG.log(Level.INFO, "audit head {0}", head);
    }
  }

  private interface Work {
    void with(Connection connection) throws SQLException;
  }

  /** Trouble is logged once, until something works again. */
  private void attempt(Work work) {
    if (!migrations.isDone()) {
      return;
    }
    try (Connection connection = database.getConnection()) {
      work.with(connection);
      if (troubled) {
        LOG.log(Level.INFO, "audit records are written again");
      }
      troubled = false;
    } catch (SQLException | RuntimeException e) {
      if (!troubled) {
        LOG.log(
            Level.WARNING,
            "audit records cannot be written, {0} wait: {1}",
            log.queue().size(),
            e.getMessage());
      }
      troubled = true;
    }
  }

  @PreDestroy
  void end() {
    rounds.forEach(round -> round.cancel(false));
    log.record(AuditEvent.ofTheRecord(AuditKind.STOP, Severity.INFO, "goodbye", null));
    flush();
    tellHead();
  }
}
