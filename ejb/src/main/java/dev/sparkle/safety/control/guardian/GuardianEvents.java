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
import java.util.Optional;
import java.util.UUID;

/** The table of severe events. */
final class GuardianEvents {

  /**
   * Notes an event. The same kind of the same account, while nobody has looked at it, is counted as
   * the same.
   *
   * @param deliver whether the webhook is to be told of a new one
   * @return the event, if it is a new one
   */
  Optional<UUID> raise(
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
        UUID event = row.getObject(1, UUID.class);
        boolean isNew = row.getInt(2) == 1;
        if (deliver && isNew) {
          enqueue(connection, event, moment);
        }
        return isNew ? Optional.of(event) : Optional.empty();
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

  /**
   * Which events somebody sees: all, if he operates or looks after everybody; else those of the
   * learners and classes that he was put in charge of. Parameters: whether he operates, and three
   * times who he is.
   */
  private static final String IN_CHARGE =
      """
      (? or exists (select 1 from account g where g.id = ? and g.guards_all)
         or exists (select 1 from guardianship g
                    where g.guardian_id = ? and g.learner_id = event.account_id)
         or exists (select 1 from class_member g join class_member l on l.class_id = g.class_id
                    where g.account_id = ? and g.part = 'guardian'
                      and l.account_id = event.account_id and l.part = 'learner'))
      """;

  private static int inCharge(PreparedStatement statement, int at, UUID who, boolean operates)
      throws SQLException {
    statement.setBoolean(at, operates);
    for (int each = 1; each <= 3; each++) {
      statement.setObject(at + each, who);
    }
    return at + 4;
  }

  /**
   * The events that somebody sees, the latest first, from a place in the list on.
   *
   * @param operates whether he sees all
   */
  List<GuardianEvent> list(
      Connection connection,
      UUID who,
      boolean operates,
      boolean openOnly,
      Instant before,
      UUID beforeId,
      int limit)
      throws SQLException {
    // served by guardian_event_recent, guardianship_pkey and class_member_account
    String sql =
        """
        select event.*, account.display_name
        from guardian_event event join account on account.id = event.account_id
        where (event.at, event.id) < (?, ?) and (not ? or event.acknowledged_at is null)
          and
        """
            + IN_CHARGE
            + " order by event.at desc, event.id desc limit ?";
    List<GuardianEvent> events = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, before.atOffset(ZoneOffset.UTC));
      statement.setObject(2, beforeId);
      statement.setBoolean(3, openOnly);
      statement.setInt(inCharge(statement, 4, who, operates), limit);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          events.add(event(row));
        }
      }
    }
    return events;
  }

  /** An event, for a letter. */
  record Told(String kind, Instant at, List<String> addresses) {}

  /**
   * Whom to write of an event: those who were put in charge of its learner, by name or by a class.
   *
   * @return empty if it is gone
   */
  Optional<Told> told(Connection connection, UUID id) throws SQLException {
    // served by the primary keys, guardianship_pkey and class_member_account
    String sql =
        """
        select event.kind, event.at, array(
          select c.email from account g join credential c on c.account_id = g.id
          where 'guardian' = any(g.roles) and g.disabled_at is null and g.id in (
            select s.guardian_id from guardianship s where s.learner_id = event.account_id
            union
            select m.account_id from class_member l join class_member m on m.class_id = l.class_id
            where l.account_id = event.account_id and l.part = 'learner' and m.part = 'guardian')
          order by c.email)
        from guardian_event event where event.id = ?
        """;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Told(
                    row.getString(1),
                    row.getObject(2, OffsetDateTime.class).toInstant(),
                    List.of((String[]) row.getArray(3).getArray())))
            : Optional.empty();
      }
    }
  }

  /**
   * Notes that somebody looked at it; who was first stays.
   *
   * @return whether there is such an event that he sees
   */
  boolean acknowledge(Connection connection, UUID id, UUID by, boolean operates, Instant at)
      throws SQLException {
    // served by the primary key
    String sql =
        """
        update guardian_event event
        set acknowledged_at = coalesce(acknowledged_at, ?),
            acknowledged_by = case when acknowledged_at is null then ? else acknowledged_by end
        where id = ? and
        """
            + IN_CHARGE;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, at.atOffset(ZoneOffset.UTC));
      statement.setObject(2, by);
      statement.setObject(3, id);
      inCharge(statement, 4, by, operates);
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
