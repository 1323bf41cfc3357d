package dev.sparkle.llm.control;

import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Migrations;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Forgets kept answers that are too old, once an hour on each node: one statement, soon done. */
@Singleton
@Startup
public class Forgetting {

  private static final Logger LOG = System.getLogger(Forgetting.class.getName());

  @Resource(lookup = "concurrent/sparkle")
  private ManagedScheduledExecutorService executor;

  @Inject private DataSource database;

  @Inject private Migrations migrations;
  @Inject private CurrentSettings settings;

  private KeptAnswerRows rows;
  private ScheduledFuture<?> round;

  @PostConstruct
  void begin() {
    rows = new KeptAnswerRows(database);
    round = executor.scheduleWithFixedDelay(this::forget, 1, 60, TimeUnit.MINUTES);
  }

  private void forget() {
    if (!migrations.isDone()) {
      return;
    }
    try {
      rows.forget(settings.get().llm().cache().maxAge());
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.WARNING, "old answers could not be forgotten: {0}", e.getMessage());
    }
  }

  @PreDestroy
  void end() {
    round.cancel(true);
  }
}
