package dev.sparkle.operations.control;

import dev.sparkle.operations.entity.Overview;
import dev.sparkle.operations.entity.Span;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The overview of each range, read at most once in a while, by one thread at a time, however many
 * operators look at it.
 */
@ApplicationScoped
public class Overviews {

  @Inject private DataSource database;

  @Inject private Clock clock;

  private final Map<Span, Overview> last = new EnumMap<>(Span.class);

  /** As it is, or was a moment ago. */
  public synchronized Overview of(Span span) throws SQLException {
    Instant now = clock.instant();
    Overview known = last.get(span);
    if (known == null || !known.at().plus(span.fresh()).isAfter(now)) {
      try (Connection connection = database.getConnection()) {
        known = OverviewRows.read(connection, span, now);
      }
      last.put(span, known);
    }
    return known;
  }
}
