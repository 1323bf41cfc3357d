package dev.sparkle.safety.control.guardian;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * What the webhook is still to be told of. A delivery is claimed by moving its next attempt away,
 * so that a node which dies leaves it to be tried again; no transaction is open while the other
 * side is asked. At least once, never exactly once.
 */
final class Deliveries {

  /** Longer than an attempt takes. */
  private static final Duration CLAIM = Duration.ofSeconds(60);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** With pauses from 10 s doubled up to an hour: about a day. */
  static final int MOST_ATTEMPTS = 33;

  private final Clock clock;

  Deliveries(Clock clock) {
    this.clock = clock;
  }

  /** A claimed delivery. */
  record Due(Webhook.Notice notice, int attempts) {}

  /** Claims the next one that is due. */
  Optional<Due> claim(Connection connection) throws SQLException {
    // served by guardian_delivery_due, then by primary keys
    String sql =
        """
        with due as (
          select event_id from guardian_delivery
          where delivered_at is null and given_up_at is null and next_at <= ?
          order by next_at limit 1 for update skip locked),
        claimed as (
          update guardian_delivery delivery set next_at = ?, attempts = attempts + 1
          from due where delivery.event_id = due.event_id
          returning delivery.event_id, delivery.attempts)
        select event.id, event.kind, event.at, name.pseudonym, event.generation, claimed.attempts
        from claimed join guardian_event event on event.id = claimed.event_id
        left join account_pseudonym name on name.account_id = event.account_id
        """;
    Instant now = clock.instant();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      statement.setObject(2, now.plus(CLAIM).atOffset(ZoneOffset.UTC));
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        return Optional.of(
            new Due(
                new Webhook.Notice(
                    row.getObject(1, UUID.class),
                    row.getString(2),
                    row.getObject(3, OffsetDateTime.class).toInstant(),
                    row.getString(4),
                    row.getObject(5, UUID.class)),
                row.getInt(6)));
      }
    }
  }

  /** Notes how the attempt went. */
  void settle(Connection connection, Due due, Optional<String> problem) throws SQLException {
    // served by the primary key
    String sql =
        """
        update guardian_delivery set delivered_at = ?, given_up_at = ?, next_at = ?, problem = ?
        where event_id = ?
        """;
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    boolean givenUp = problem.isPresent() && due.attempts() >= MOST_ATTEMPTS;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, problem.isEmpty() ? now : null, java.sql.Types.OTHER);
      statement.setObject(2, givenUp ? now : null, java.sql.Types.OTHER);
      statement.setObject(3, now.plus(pause(due.attempts())));
      statement.setString(4, problem.orElse(null));
      statement.setObject(5, due.notice().id());
      statement.executeUpdate();
    }
  }

  /** Ten seconds after the first attempt, then twice as long each time, up to an hour. */
  static Duration pause(int attempts) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 20));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
