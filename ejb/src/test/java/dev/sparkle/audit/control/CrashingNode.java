package dev.sparkle.audit.control;

import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.audit.entity.Severity;
import java.sql.Connection;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process that tells events as fast as a busy node, until it is killed. */
public final class CrashingNode {

  static final long FLUSH_MILLIS = 200;

  private CrashingNode() {}

  /**
   * @param arguments the schema
   */
  public static void main(String[] arguments) throws Exception {
    AuditQueue queue = new AuditQueue(Clock.systemUTC());
    ChainWriter writer = new ChainWriter("crashing", queue, new AuditRows());
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try (Connection connection = AuditDatabase.named(arguments[0]).connect()) {
      timer.scheduleWithFixedDelay(
          () -> {
            try {
              writer.flush(connection);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          },
          FLUSH_MILLIS,
          FLUSH_MILLIS,
          TimeUnit.MILLISECONDS);
      for (int i = 1; ; i++) {
        queue.add(AuditEvent.signIn(Severity.INFO, "p" + i, "signed_in", "guest"));
        System.out.println(i + " " + System.currentTimeMillis());
        LockSupport.parkNanos(2_000_000);
      }
    }
  }
}
