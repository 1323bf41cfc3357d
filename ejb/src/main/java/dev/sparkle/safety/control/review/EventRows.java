package dev.sparkle.safety.control.review;

import dev.sparkle.safety.entity.SafetyCounts;
import dev.sparkle.safety.entity.SafetyEvent;
import dev.sparkle.safety.entity.SafetyFilter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads what layers decided from the audit record, with what people think of it. */
final class EventRows {

  /** Index audit_record_decided, from its end; safety_mark_pkey. */
  private static final String LIST =
      """
      select r.chain, r.seq, r.at, r.severity, r.account, r.generation, r.layer, r.decision,
             r.reason, r.score, r.rules, m.mark, m.example is not null as has_example,
             m.marked_by, m.marked_at
      from audit_record r left join safety_mark m on m.chain = r.chain and m.seq = r.seq
      where r.kind = 'verdict' and r.decision <> 'allowed' %s
      order by r.at desc, r.chain desc, r.seq desc limit %d
      """;

  /** Index audit_record_decided. */
  private static final String REASONS =
      """
      select r.layer, r.reason, count(*) filter (where r.decision not like 'shadow%') as done,
             count(*) filter (where r.decision like 'shadow%') as shadow,
             count(*) filter (where m.mark = 'false_alarm') as alarms, count(m.mark) as marked
      from audit_record r left join safety_mark m on m.chain = r.chain and m.seq = r.seq
      where r.kind = 'verdict' and r.decision <> 'allowed' and r.at >= ?
      group by 1, 2 order by count(*) desc, 1, 2 limit 100
      """;

  /** Index audit_record_decided. */
  private static final String RULES =
      """
      select rule, count(*) filter (where r.decision not like 'shadow%') as done,
             count(*) filter (where r.decision like 'shadow%') as shadow,
             count(*) filter (where m.mark = 'false_alarm') as alarms, count(m.mark) as marked
      from audit_record r cross join unnest(string_to_array(r.rules, ',')) as rule
      left join safety_mark m on m.chain = r.chain and m.seq = r.seq
      where r.kind = 'verdict' and r.decision <> 'allowed' and r.at >= ? and r.layer = 'input'
      group by 1 order by count(*) desc, 1 limit 50
      """;

  /** Index generation_started. */
  private static final String QUESTIONS = "select count(*) from generation where started_at >= ?";

  private EventRows() {}

  static List<SafetyEvent> list(
      Connection connection, SafetyFilter filter, Optional<EventPlace> after, int limit)
      throws SQLException {
    List<Object> values = new ArrayList<>();
    String sql = LIST.formatted(conditions(filter, after, values), limit);
    List<SafetyEvent> events = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          events.add(event(row));
        }
      }
    }
    return events;
  }

  private static String conditions(
      SafetyFilter filter, Optional<EventPlace> after, List<Object> values) {
    StringBuilder and = new StringBuilder();
    filter.layer().ifPresent(layer -> add(and, values, "r.layer = ?", layer));
    filter.reason().ifPresent(reason -> add(and, values, "r.reason = ?", reason));
    filter
        .rule()
        .ifPresent(rule -> add(and, values, "? = any (string_to_array(r.rules, ','))", rule));
    filter
        .shadow()
        .ifPresent(
            only -> and.append(" and r.decision " + (only ? "" : "not ") + "like 'shadow%'"));
    filter
        .marked()
        .ifPresent(only -> and.append(" and m.mark is " + (only ? "not " : "") + "null"));
    filter.since().ifPresent(since -> add(and, values, "r.at >= ?", time(since)));
    after.ifPresent(
        place -> {
          add(and, values, "(r.at, r.chain, r.seq) < (?, ?, ?)", time(place.at()));
          values.add(place.chain());
          values.add(place.seq());
        });
    return and.toString();
  }

  private static void add(StringBuilder and, List<Object> values, String condition, Object value) {
    and.append(" and ").append(condition);
    values.add(value);
  }

  private static SafetyEvent event(ResultSet row) throws SQLException {
    Integer score = row.getObject("score", Integer.class);
    String rules = row.getString("rules");
    String mark = row.getString("mark");
    return new SafetyEvent(
        row.getString("chain"),
        row.getLong("seq"),
        instant(row, "at"),
        row.getString("severity"),
        row.getString("account"),
        row.getObject("generation", UUID.class),
        row.getString("layer"),
        row.getString("decision"),
        row.getString("reason"),
        score == null ? null : score / 1000.0,
        rules == null || rules.isEmpty() ? List.of() : List.of(rules.split(",")),
        mark == null
            ? null
            : new SafetyEvent.Mark(
                mark.equals("false_alarm"),
                row.getBoolean("has_example"),
                row.getObject("marked_by", UUID.class),
                instant(row, "marked_at")));
  }

  static SafetyCounts counts(Connection connection, Instant since) throws SQLException {
    List<SafetyCounts.Reason> reasons = new ArrayList<>();
    List<SafetyCounts.Rule> rules = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(REASONS)) {
      statement.setObject(1, time(since));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          reasons.add(
              new SafetyCounts.Reason(
                  row.getString("layer"),
                  row.getString("reason"),
                  row.getLong("done"),
                  row.getLong("shadow"),
                  row.getLong("alarms"),
                  row.getLong("marked")));
        }
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(RULES)) {
      statement.setObject(1, time(since));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rules.add(
              new SafetyCounts.Rule(
                  row.getString("rule"),
                  row.getLong("done"),
                  row.getLong("shadow"),
                  row.getLong("alarms"),
                  row.getLong("marked")));
        }
      }
    }
    return new SafetyCounts(questions(connection, since), reasons, rules);
  }

  private static long questions(Connection connection, Instant since) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUESTIONS)) {
      statement.setObject(1, time(since));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
