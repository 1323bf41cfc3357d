package dev.sparkle.cli.bench.peer.server;

import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import dev.sparkle.task.control.TaskManager;
import dev.sparkle.task.control.TaskQueue;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * The deployed queue as a peer: serves the harness on the files that {@code SPARKLE_PEER_IN} and
 * {@code SPARKLE_PEER_OUT} name, as soon as this node is ready for it.
 */
@ApplicationScoped
public class PeerServer {

  private static final Logger LOG = System.getLogger(PeerServer.class.getName());
  private static final long LOOK_MILLIS = 100;

  /** A worker's row of this process, not of one that died under the same name. */
  private static final String AT_WORK =
      """
      select exists (select from task_worker where ended_at is null and node = ?
                     and started_at > to_timestamp(? / 1000.0))
      """;

  @Resource(lookup = "concurrent/sparkle")
  private ManagedScheduledExecutorService bare;

  @Resource(lookup = "concurrent/sparkle-workers")
  private ManagedExecutorService callers;

  @Resource(lookup = "jdbc/sparkle-tasks")
  private DataSource database;

  // asked for when the modules have started; this bean is there before them
  @Inject private Instance<TaskQueue> queue;
  @Inject private Instance<TaskManager> manager;
  @Inject private Instance<CurrentSettings> settings;

  private final AtomicBoolean begun = new AtomicBoolean();

  /** Begins once, whichever module says so first. */
  void begin(@Observes @Initialized(ApplicationScoped.class) Object event) {
    if (begun.compareAndSet(false, true)) {
      callers.execute(this::serve);
    }
  }

  private void serve() {
    try {
      while (!isReady()) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      try (InputStream in = Files.newInputStream(path("SPARKLE_PEER_IN"));
          OutputStream out =
              Files.newOutputStream(path("SPARKLE_PEER_OUT"), StandardOpenOption.WRITE)) {
        new PeerProtocol(
                new PeerParts(queue.get(), manager.get(), bare, count -> callers, database))
            .serve(in, out);
      }
    } catch (IOException | SQLException | RuntimeException e) {
      LOG.log(Level.ERROR, "the harness is not served any more", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path path(String variable) {
    return Path.of(System.getenv(variable));
  }

  private Settings.Node node() {
    return settings.get().get().node();
  }

  /**
   * As the node says to everybody: the application has started, and the schema is there. Asking its
   * beans before would make its modules' start wait for the answer, and the answer for their start.
   */
  private static boolean hasStarted() throws IOException {
    URL health =
        new URL(
            "http://"
                + System.getenv("SPARKLE_HTTP_HOST")
                + ":"
                + System.getenv("SPARKLE_HTTP_PORT")
                + "/health/started");
    try {
      return ((HttpURLConnection) health.openConnection()).getResponseCode() == 200;
    } catch (ConnectException notYet) {
      return false;
    }
  }

  private boolean isReady() throws IOException, SQLException {
    if (!hasStarted()) {
      return false;
    }
    if (!node().works()) {
      return true;
    }
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(AT_WORK)) {
      select.setString(1, node().name());
      select.setLong(2, ManagementFactory.getRuntimeMXBean().getStartTime());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
