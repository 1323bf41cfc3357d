package dev.sparkle.safety.control.guardian;

import dev.sparkle.safety.entity.GuardianEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The table of severe events. */
final class GuardianEvents {

  /**
   * Notes an event. The same kind of the same account, while nobody has looked at it, is counted as
   * the same.
   *
   * @param deliver whether the webhook is to be told of a new one
   */
  void raise(
      Connection connection,
      UUID account,
      UUID generation,
      String kind,
      String node,
      Instant at,
      boolean deliver)
      throws SQLException {
    // served by guardian_event_open
    String sql =
        """
        insert into guardian_event (id, kind, account_id, generation, node, at, last_at)
        values (?, ?, ?, ?, ?, ?, ?)
        on conflict (account_id, kind) where acknowledged_at is null
          do update set times = guardian_event.times + 1, last_at = excluded.last_at
        returning id, times
        """;
    OffsetDateTime moment = at.atOffset(ZoneOffset.UTC);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, UUID.randomUUID());
      statement.setString(2, kind);
      statement.setObject(3, account);
      statement.setObject(4, generation, Types.OTHER);
      statement.setString(5, node);
      statement.setObject(6, moment);
      statement.setObject(7, moment);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (deliver && row.getInt(2) == 1) {
          enqueue(connection, row.getObject(1, UUID.class), moment);
        }
      }
    }
  }

  private static void enqueue(Connection connection, UUID event, OffsetDateTime at)
      throws SQLException {
    String sql = "insert into guardian_delivery (event_id, next_at) values (?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, event);
      statement.setObject(2, at);
      statement.executeUpdate();
    }
  }

  /** The events, the latest first, from a place in the list on. */
  List<GuardianEvent> list(
      Connection connection, boolean openOnly, Instant before, UUID beforeId, int limit)
      throws SQLException {
    // served by guardian_event_recent
    String sql =
        """
        select event.*, account.display_name
        from guardian_event event join account on account.id = event.account_id
        where (event.at, event.id) < (?, ?) and (not ? or event.acknowledged_at is null)
        order by event.at desc, event.id desc limit ?
        """;
    List<GuardianEvent> events = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, before.atOffset(ZoneOffset.UTC));
      statement.setObject(2, beforeId);
      statement.setBoolean(3, openOnly);
      statement.setInt(4, limit);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          events.add(event(row));
        }
      }
    }
    return events;
  }

  /**
   * Notes that somebody looked at it; who was first stays.
   *
   * @return whether there is such an event
   */
  boolean acknowledge(Connection connection, UUID id, UUID by, Instant at) throws SQLException {
    // served by the primary key
    String sql =
        """
        update guardian_event
        set acknowledged_at = coalesce(acknowledged_at, ?),
            acknowledged_by = case when acknowledged_at is null then ? else acknowledged_by end
        where id = ?
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, at.atOffset(ZoneOffset.UTC));
      statement.setObject(2, by);
      statement.setObject(3, id);
      return statement.executeUpdate() > 0;
    }
  }

  private static GuardianEvent event(ResultSet row) throws SQLException {
    return new GuardianEvent(
        row.getObject("id", UUID.class),
        row.getString("kind"),
        row.getObject("account_id", UUID.class),
        row.getString("display_name"),
        row.getObject("generation", UUID.class),
        instant(row, "at"),
        row.getInt("times"),
        instant(row, "last_at"),
        instant(row, "acknowledged_at"),
        row.getObject("acknowledged_by", UUID.class));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
