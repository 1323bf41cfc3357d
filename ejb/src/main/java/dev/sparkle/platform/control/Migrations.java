package dev.sparkle.platform.control;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings the schema up to date when the node starts. Nodes that start together take turns: Flyway
 * holds an advisory lock. A database that is away does not fail the start: it is tried again every
 * two seconds, and readiness stays down until it worked.
 */
@Singleton
@Startup
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN)
public class Migrations {

  private static final Logger LOG = System.getLogger(Migrations.class.getName());
  private static final long RETRY_SECONDS = 2;

  @Inject private DataSource database;

  @Resource(lookup = "concurrent/sparkle")
  private ManagedScheduledExecutorService executor;

  private volatile boolean done;
  private volatile String problem = "not tried yet";
  private volatile String version = "";
  private volatile ScheduledFuture<?> retry;
  private volatile boolean stopped;

  @PostConstruct
  void migrate() {
    try {
      MigrateResult result =
          Flyway.configure()
              .dataSource(database)
              .resourceProvider(new MigrationScripts())
              .baselineOnMigrate(true)
              .baselineVersion("0")
              .validateMigrationNaming(true)
              .load()
              .migrate();
      version =
          result.targetSchemaVersion == null
              ? result.initialSchemaVersion
              : result.targetSchemaVersion;
      done = true;
      LOG.log(
          Level.INFO,
          "schema is at version {0}, {1} migrations applied",
          version,
          result.migrationsExecuted);
    } catch (RuntimeException e) {
      problem = firstSentence(e);
      LOG.log(
          Level.WARNING,
          "The schema could not be brought up to date; trying again in {0} s: {1}",
          RETRY_SECONDS,
          problem);
      if (!stopped) {
        retry = executor.schedule(this::migrate, RETRY_SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  @PreDestroy
  void stop() {
    stopped = true;
    ScheduledFuture<?> pending = retry;
    if (pending != null) {
      pending.cancel(true);
    }
  }

  /** Whether the schema is what this version needs. */
  public boolean isDone() {
    return done;
  }

  /** The schema's version; empty before migration. */
  public String version() {
    return version;
  }

  /** Why the schema is not up to date; meaningless once it is. */
  public String problem() {
    return problem;
  }

  private static String firstSentence(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    return message.isBlank() ? root.getClass().getSimpleName() : message;
  }
}
