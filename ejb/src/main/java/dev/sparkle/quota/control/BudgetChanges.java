package dev.sparkle.quota.control;

import dev.sparkle.quota.entity.BudgetChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** What operators have changed of the budgets, in PostgreSQL: every node reads it each second. */
final class BudgetChanges {

  private final DataSource database;

  BudgetChanges(DataSource database) {
    this.database = database;
  }

  /** A word that is another one whenever something has changed. */
  String version() throws SQLException {
    // a table of some rows, read as a whole
    String sql = "select count(*) || ' ' || coalesce(max(changed_at)::text, '') from quota_budget";
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  /** All changes, by scope. */
  Map<String, BudgetChange> all() throws SQLException {
    // a table of some rows, read as a whole
    String sql =
        """
        select scope, requests_per_minute, tokens_per_day, micros_per_month, concurrent_answers,
               changed_by, changed_at
        from quota_budget
        """;
    Map<String, BudgetChange> all = new HashMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        BudgetChange change =
            new BudgetChange(
                row.getString(1),
                row.getObject(2, Long.class),
                row.getObject(3, Long.class),
                row.getObject(4, Long.class),
                row.getObject(5, Long.class),
                row.getObject(6, UUID.class),
                row.getObject(7, OffsetDateTime.class).toInstant());
        all.put(change.scope(), change);
      }
    }
    return all;
  }

  /** Sets a budget, whatever it was before. */
  void put(BudgetChange change) throws SQLException {
    // served by the primary key
    String sql =
        """
        insert into quota_budget (scope, requests_per_minute, tokens_per_day, micros_per_month,
                                  concurrent_answers, changed_by)
        values (?, ?, ?, ?, ?, ?)
        on conflict (scope) do update set
          requests_per_minute = excluded.requests_per_minute,
          tokens_per_day = excluded.tokens_per_day,
          micros_per_month = excluded.micros_per_month,
          concurrent_answers = excluded.concurrent_answers,
          changed_by = excluded.changed_by,
          changed_at = excluded.changed_at
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, change.scope());
      statement.setObject(2, change.requestsPerMinute(), Types.BIGINT);
      statement.setObject(3, change.tokensPerDay(), Types.BIGINT);
      statement.setObject(4, change.microsPerMonth(), Types.BIGINT);
      statement.setObject(5, change.concurrentAnswers(), Types.BIGINT);
      statement.setObject(6, change.changedBy());
      statement.executeUpdate();
    }
  }

  /**
   * Takes a change back: the budget is as configured.
   *
   * @return whether there was one
   */
  boolean remove(String scope) throws SQLException {
    // served by the primary key
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("delete from quota_budget where scope = ?")) {
      statement.setString(1, scope);
      return statement.executeUpdate() == 1;
    }
  }
}
