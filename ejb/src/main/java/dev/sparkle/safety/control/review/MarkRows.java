package dev.sparkle.safety.control.review;

import dev.sparkle.safety.entity.SafetyExample;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What people think of verdicts. */
final class MarkRows {

  private MarkRows() {}

  /** The layer of an event; empty: there is no such event. Index audit_record_pkey. */
  static Optional<String> layer(Connection connection, String chain, long seq) throws SQLException {
    String sql =
        """
        select layer from audit_record
        where chain = ? and seq = ? and kind = 'verdict' and decision <> 'allowed'
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, chain);
      statement.setLong(2, seq);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  /**
   * Index safety_mark_pkey. An example that was written before stays, unless there is another, or
   * the mark turned round: it was written for what was meant then.
   */
  static void put(
      Connection connection,
      String chain,
      long seq,
      boolean falseAlarm,
      String example,
      String language,
      UUID by)
      throws SQLException {
    String sql =
        """
        insert into safety_mark (chain, seq, mark, reason, layer, example, language, marked_by)
        select r.chain, r.seq, ?, r.reason, r.layer, ?, ?, ? from audit_record r
        where r.chain = ? and r.seq = ?
        on conflict (chain, seq) do update set mark = excluded.mark,
          example = case when safety_mark.mark = excluded.mark
            then coalesce(excluded.example, safety_mark.example) else excluded.example end,
          language = case when safety_mark.mark = excluded.mark
            then coalesce(excluded.language, safety_mark.language) else excluded.language end,
          marked_by = excluded.marked_by, marked_at = clock_timestamp()
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, falseAlarm ? "false_alarm" : "right");
      statement.setString(2, example);
      statement.setString(3, language);
      statement.setObject(4, by);
      statement.setString(5, chain);
      statement.setLong(6, seq);
      statement.executeUpdate();
    }
  }

  /** Index safety_mark_pkey. */
  static boolean remove(Connection connection, String chain, long seq) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("delete from safety_mark where chain = ? and seq = ?")) {
      statement.setString(1, chain);
      statement.setLong(2, seq);
      return statement.executeUpdate() == 1;
    }
  }

  /** The oldest first; index safety_mark_example. */
  static List<SafetyExample> examples(Connection connection, int most) throws SQLException {
    String sql =
        """
        select example, mark, reason, language, marked_at from safety_mark
        where example is not null order by marked_at, chain, seq limit ?
        """;
    List<SafetyExample> examples = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, most);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          examples.add(
              new SafetyExample(
                  row.getString("example"),
                  row.getString("mark").equals("right"),
                  row.getString("reason"),
                  row.getString("language"),
                  row.getObject("marked_at", OffsetDateTime.class).toInstant()));
        }
      }
    }
    return examples;
  }
}
