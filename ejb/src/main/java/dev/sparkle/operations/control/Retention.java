package dev.sparkle.operations.control;

import dev.sparkle.platform.control.Settings;
import dev.sparkle.task.control.jobs.Fence;
import dev.sparkle.task.control.jobs.JobRuns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Removes what is too old, some hundred rows a transaction, so that nobody waits for it. Tasks that
 * have ended are the queue's own to remove. Throws IllegalStateException if the database does not
 * answer.
 */
public class Retention {

  /** Rows in a transaction: some milliseconds. */
  static final int ROUND = 500;

  /**
   * What is removed by age.
   *
   * @param name for logs and results
   * @param sql with the age in milliseconds and the number of rows as its parameters
   * @param age zero: never
   */
  public record Rule(String name, String sql, Duration age) {}

  /** Index refresh_token_expiry. */
  private static final String REFRESH_TOKENS =
      """
      delete from refresh_token where hash in (
        select hash from refresh_token
        where expires_at < now() - ? * interval '1 millisecond' limit ?)
      """;

  /** Index chat_ticket_expiry. */
  private static final String TICKETS =
      """
      delete from chat_ticket where hash in (
        select hash from chat_ticket
        where expires_at < now() - ? * interval '1 millisecond' limit ?)
      """;

  /** Index door_attempt_age. */
  private static final String DOOR_ATTEMPTS =
      """
      delete from door_attempt where key in (
        select key from door_attempt
        where last_at < now() - ? * interval '1 millisecond' limit ?)
      """;

  /** Index session_end_at. */
  private static final String ENDED_SESSIONS =
      """
      delete from session_end where id in (
        select id from session_end
        where at < now() - ? * interval '1 millisecond' limit ?)
      """;

  /** Index password_reset_expiry. */
  private static final String RESETS =
      """
      delete from password_reset where hash in (
        select hash from password_reset
        where expires_at < now() - ? * interval '1 millisecond' limit ?)
      """;

  /** Index external_token_expiry. */
  private static final String EXTERNAL_TOKENS =
      """
      delete from external_token where hash in (
        select hash from external_token
        where expires_at < now() - ? * interval '1 millisecond' limit ?)
      """;

  /** Index export_expiry. */
  private static final String EXPORTS =
      """
      delete from export where id in (
        select id from export where expires_at < now() - ? * interval '1 millisecond' limit ?)
      """;

  /** Index material_failed. */
  private static final String FAILED_MATERIALS =
      """
      delete from material where id in (
        select id from material
        where status = 'failed' and updated_at < now() - ? * interval '1 millisecond' limit ?)
      """;

  /**
   * Goes over the guests; the rest by refresh_token_account, conversation_recent and
   * material_by_account.
   */
  private static final String GUESTS =
      """
      with cutoff as (select now() - ? * interval '1 millisecond' as at)
      delete from account where id in (
        select a.id from account a, cutoff
        where a.kind = 'guest' and a.created_at < cutoff.at
          and not exists (select 1 from refresh_token r
                          where r.account_id = a.id and r.expires_at > now())
          and not exists (select 1 from conversation c
                          where c.account_id = a.id and c.updated_at >= cutoff.at)
          and not exists (select 1 from material m
                          where m.account_id = a.id and m.created_at >= cutoff.at)
        limit ?)
      """;

  /** Over before the run that the rule asks for: a token is good until its last second. */
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  /** Longer than any attempt counts, and than any access token lives that is worth the name. */
  private static final Duration TWO_DAYS = Duration.ofDays(2);

  private final DataSource database;

  public Retention(DataSource database) {
    this.database = Objects.requireNonNull(database, "database");
  }

  /** What the settings say is to be removed, in this order. */
  public static List<Rule> rules(Settings.Jobs settings) {
    return List.of(
            new Rule("refresh tokens", REFRESH_TOKENS, AT_ONCE),
            new Rule("tickets", TICKETS, AT_ONCE),
            new Rule("attempts to come in", DOOR_ATTEMPTS, TWO_DAYS),
            new Rule("ended sessions", ENDED_SESSIONS, TWO_DAYS),
            new Rule("reset tokens", RESETS, AT_ONCE),
            new Rule("external tokens", EXTERNAL_TOKENS, AT_ONCE),
            new Rule("exports", EXPORTS, AT_ONCE),
            new Rule("failed materials", FAILED_MATERIALS, settings.keepFailedMaterials()),
            new Rule("guests", GUESTS, settings.keepGuests()))
        .stream()
        .filter(rule -> !rule.age().isZero())
        .toList();
  }

  /**
   * Removes some of what a rule names, in a transaction of its own; must not be called in one.
   *
   * @return how many; fewer than there were only if all are gone now
   * @throws dev.sparkle.task.control.jobs.FencedException if another run has begun
   */
  public int round(Rule rule, Fence fence) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement delete = connection.prepareStatement(rule.sql())) {
        JobRuns.hold(connection, fence);
        delete.setLong(1, rule.age().toMillis());
        delete.setInt(2, ROUND);
        int removed = delete.executeUpdate();
        connection.commit();
        return removed;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The " + rule.name() + " could not be removed.", e);
    }
  }
}
