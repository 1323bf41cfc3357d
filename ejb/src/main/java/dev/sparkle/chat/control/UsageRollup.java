package dev.sparkle.chat.control;

import dev.sparkle.task.control.jobs.Fence;
import dev.sparkle.task.control.jobs.JobRuns;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Adds up what each account used on a day, in UTC. A day is written as often as one likes, and
 * comes out the same. Thread-safe; a step that cannot reach the database throws
 * IllegalStateException.
 */
public class UsageRollup {

  /** What an account used on a day; answers count on the day they ended. */
  public record Usage(
      LocalDate day,
      UUID account,
      int answers,
      int blocked,
      int failed,
      long inputTokens,
      long outputTokens,
      long costMicros)
      implements Serializable {}

  private static final UUID FIRST = new UUID(0, 0);

  private final DataSource database;

  public UsageRollup(DataSource database) {
    this.database = Objects.requireNonNull(database, "database");
  }

  /** One row, then the first entry of index generation_ended. */
  private static final String BEGIN =
      """
      select coalesce(
        (select through + 1 from usage_rollup),
        (select (min(ended_at) at time zone 'UTC')::date from generation
         where ended_at is not null))
      """;

  /** The first day that was not added up; empty if nobody ever asked anything. */
  public Optional<LocalDate> begin() {
    return sql(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(BEGIN);
              ResultSet row = select.executeQuery()) {
            row.next();
            return Optional.ofNullable(row.getObject(1, LocalDate.class));
          }
        });
  }

  /** Index generation_ended, one day of it. */
  private static final String ADD_UP =
      """
      select account_id, count(*), count(*) filter (where outcome = 'blocked'),
        count(*) filter (where outcome = 'failed'), coalesce(sum(input_tokens), 0),
        coalesce(sum(output_tokens), 0), coalesce(sum(cost_micros), 0)
      from generation
      where ended_at >= ?::timestamp at time zone 'UTC'
        and ended_at < ?::timestamp at time zone 'UTC' and account_id > ?
      group by account_id order by account_id limit ?
      """;

  /**
   * What the accounts of a day used, in their order.
   *
   * @param after the account seen last; null: from the first on
   */
  public List<Usage> addUp(LocalDate day, UUID after, int limit) {
    return sql(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(ADD_UP)) {
            select.setObject(1, day);
            select.setObject(2, day.plusDays(1));
            select.setObject(3, after == null ? FIRST : after);
            select.setInt(4, limit);
            try (ResultSet row = select.executeQuery()) {
              List<Usage> usages = new ArrayList<>();
              while (row.next()) {
                usages.add(usage(day, row));
              }
              return usages;
            }
          }
        });
  }

  private static Usage usage(LocalDate day, ResultSet row) throws SQLException {
    return new Usage(
        day,
        row.getObject(1, UUID.class),
        row.getInt(2),
        row.getInt(3),
        row.getInt(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7));
  }

  /** Primary key. An account that was removed meanwhile is left out. */
  private static final String WRITE =
      """
      insert into usage_day (day, account_id, answers, blocked, failed, input_tokens,
                             output_tokens, cost_micros)
      select ?, id, ?, ?, ?, ?, ?, ? from account where id = ?
      on conflict (account_id, day) do update
      set answers = excluded.answers, blocked = excluded.blocked, failed = excluded.failed,
          input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens,
          cost_micros = excluded.cost_micros
      """;

  /**
   * Keeps sums, in the caller's transaction if there is one.
   *
   * @throws dev.sparkle.task.control.jobs.FencedException if another run has begun
   */
  public void write(Fence fence, List<Usage> usages) {
    sql(
        connection -> {
          JobRuns.hold(connection, fence);
          try (PreparedStatement insert = connection.prepareStatement(WRITE)) {
            for (Usage usage : usages) {
              insert.setObject(1, usage.day());
              insert.setInt(2, usage.answers());
              insert.setInt(3, usage.blocked());
              insert.setInt(4, usage.failed());
              insert.setLong(5, usage.inputTokens());
              insert.setLong(6, usage.outputTokens());
              insert.setLong(7, usage.costMicros());
              insert.setObject(8, usage.account());
              insert.addBatch();
            }
            return insert.executeBatch();
          }
        });
  }

  /**
   * Primary key, and the first entries of index generation_ended. Days that do not follow what is
   * complete leave a gap, and count for nothing; nor does a day that is not over.
   */
  private static final String COMPLETE =
      """
      insert into usage_rollup as known (through)
      select least(?::date, (now() at time zone 'UTC')::date - 1)
      where exists (select 1 from usage_rollup)
         or not exists (select 1 from generation where ended_at < ?::timestamp at time zone 'UTC')
      on conflict (only_row) do update
      set through = greatest(known.through, excluded.through), updated_at = now()
      where known.through + 1 >= ?::date
      """;

  /**
   * Remembers that all accounts of these days were added up, in the caller's transaction if there
   * is one: {@link #begin} goes on behind them.
   *
   * @param last included
   * @throws dev.sparkle.task.control.jobs.FencedException if another run has begun
   */
  public void complete(Fence fence, LocalDate first, LocalDate last) {
    sql(
        connection -> {
          JobRuns.hold(connection, fence);
          try (PreparedStatement insert = connection.prepareStatement(COMPLETE)) {
            insert.setObject(1, last);
            insert.setObject(2, first);
            insert.setObject(3, first);
            return insert.executeUpdate();
          }
        });
  }

  private interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  private <T> T sql(Work<T> work) {
    try (Connection connection = database.getConnection()) {
      return work.run(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("Adding up usage did not reach the database.", e);
    }
  }
}
