package dev.sparkle.operations.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * Whether PostgreSQL answers. Asked at most once a second, however often health is read, and by one
 * thread at a time.
 */
@ApplicationScoped
public class DatabaseProbe {

  /**
   * What was seen.
   *
   * @param up whether it answered
   * @param micros how long that took, in microseconds
   * @param since since when it is up, or down
   * @param problem why not; empty if it is up
   */
  public record Sight(boolean up, long micros, Instant since, String problem, Instant at) {}

  private static final Duration FRESH = Duration.ofSeconds(1);

  @Inject private DataSource database;

  @Inject private Clock clock;
  private Sight last;

  /** What is, or was a moment ago. */
  public synchronized Sight look() {
    Instant now = clock.instant();
    if (last == null || last.at().plus(FRESH).isBefore(now)) {
      last = ask();
    }
    return last;
  }

  private Sight ask() {
    long start = System.nanoTime();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(2);
      statement.execute("select 1");
      long micros = (System.nanoTime() - start) / 1000;
      Instant now = clock.instant();
      return new Sight(true, micros, since(true, now), "", now);
    } catch (SQLException e) {
      long micros = (System.nanoTime() - start) / 1000;
      // after the answer: those who waited for it shall not ask again
      Instant now = clock.instant();
      String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("no answer");
      return new Sight(false, micros, since(false, now), problem, now);
    }
  }

  private Instant since(boolean up, Instant now) {
    return last != null && last.up() == up ? last.since() : now;
  }
}
