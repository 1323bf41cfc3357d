package dev.sparkle.identity.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * Refresh tokens, in the connection's transaction. A sign-in begins a family; each exchange gives
 * the next token of it. A token that comes back later than a moment after its exchange is a sign of
 * theft, and ends the family.
 *
 * <pre>
 *   issued --exchange--> used --again, within 10 s--> used (a further token is given)
 *                         |
 *                         +--again, later--> the family is gone
 *   issued, used --sign-out, reuse, expiry--> gone
 * </pre>
 */
final class RefreshTokens {

  /** A lost answer is asked for again within seconds, and two tabs wake up together. */
  static final Duration SAME_MOMENT = Duration.ofSeconds(10);

  /** What came of a token that was shown. */
  sealed interface Shown {}

  /** It is good; the family's next token may be given. */
  record Good(UUID account, UUID family) implements Shown {}

  /** It was used before: its family is gone now. */
  record Reused(UUID account, UUID family) implements Shown {}

  /** Never given, expired, or of a family that is gone. */
  record Unknown() implements Shown {}

  private final Clock clock;

  RefreshTokens(Clock clock) {
    this.clock = clock;
  }

  /** The next token of a family, or the first. */
  String issue(Connection connection, UUID account, UUID family, Duration lifetime)
      throws SQLException {
    String token = Secret.create();
    String sql =
        "insert into refresh_token (hash, family, account_id, expires_at) values (?, ?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setBytes(1, Secret.hash(token));
      statement.setObject(2, family);
      statement.setObject(3, account);
      statement.setObject(4, now().plus(lifetime));
      statement.executeUpdate();
    }
    return token;
  }

  /**
   * Takes a token. The account's row is held, so that what ends all its sessions comes before or
   * after, and finds every token that was given before.
   */
  Shown exchange(Connection connection, String token) throws SQLException {
    byte[] hash = Secret.hash(token);
    Optional<UUID> account = accountOf(connection, hash);
    if (account.isEmpty()) {
      return new Unknown();
    }
    hold(connection, account.get());
    // served by the primary key; whoever updates the row first wins the exchange
    String sql =
        """
        update refresh_token set used_at = coalesce(used_at, ?)
        where hash = ? and expires_at > ?
        returning family, used_at > ?
        """;
    OffsetDateTime now = now();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, now);
      statement.setBytes(2, hash);
      statement.setObject(3, now);
      statement.setObject(4, now.minus(SAME_MOMENT));
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return new Unknown();
        }
        UUID family = row.getObject(1, UUID.class);
        if (row.getBoolean(2)) {
          return new Good(account.get(), family);
        }
        endFamily(connection, family);
        return new Reused(account.get(), family);
      }
    }
  }

  /** Primary key. */
  private static Optional<UUID> accountOf(Connection connection, byte[] hash) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select account_id from refresh_token where hash = ?")) {
      statement.setBytes(1, hash);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
      }
    }
  }

  /** Primary key. */
  private static void hold(Connection connection, UUID account) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select 1 from account where id = ? for share")) {
      statement.setObject(1, account);
      statement.executeQuery().close();
    }
  }

  /**
   * Ends the session that a token belongs to.
   *
   * @return whose it was; empty if there is no such token
   */
  Optional<Good> end(Connection connection, String token) throws SQLException {
    byte[] hash = Secret.hash(token);
    Optional<UUID> account = accountOf(connection, hash);
    if (account.isEmpty()) {
      return Optional.empty();
    }
    // as whoever exchanges: first the account, then its tokens; alone, so that no exchange slips in
    AccountRows.holdAlone(connection, account.get());
    String sql = "select family from refresh_token where hash = ?"; // primary key
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setBytes(1, hash);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        UUID family = row.getObject(1, UUID.class);
        endFamily(connection, family);
        return Optional.of(new Good(account.get(), family));
      }
    }
  }

  /** Index refresh_token_family. */
  private static void endFamily(Connection connection, UUID family) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("delete from refresh_token where family = ?")) {
      statement.setObject(1, family);
      statement.executeUpdate();
    }
  }

  /** Ends all sessions of an account whose row the transaction holds alone. */
  void endAll(Connection connection, UUID account) throws SQLException {
    // served by refresh_token_account
    try (PreparedStatement statement =
        connection.prepareStatement("delete from refresh_token where account_id = ?")) {
      statement.setObject(1, account);
      statement.executeUpdate();
    }
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC);
  }
}
