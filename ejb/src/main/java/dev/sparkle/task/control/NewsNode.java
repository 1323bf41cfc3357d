package dev.sparkle.task.control;

import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.task.entity.TaskChanged;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import javax.sql.DataSource;

/** Where learners are served, fires {@link TaskChanged} for the tasks of accounts. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class NewsNode {

  @Resource(lookup = "jdbc/sparkle-tasks")
  private DataSource database;

  @Resource(lookup = "concurrent/sparkle-tasks")
  private ManagedExecutorService loops;

  @Inject private CurrentSettings settings;
  @Inject private Event<TaskChanged> changes;

  private NewsListener listener;

  @PostConstruct
  void begin() {
    if (settings.get().node().serves()) {
      listener = new NewsListener(database, changes::fire);
      loops.execute(listener::run);
    }
  }

  @PreDestroy
  void end() {
    if (listener != null) {
      listener.stop();
    }
  }
}
