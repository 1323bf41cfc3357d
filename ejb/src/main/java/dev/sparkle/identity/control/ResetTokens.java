package dev.sparkle.identity.control;

import dev.sparkle.identity.control.door.Door;
import dev.sparkle.identity.entity.EmailAddress;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The secrets in letters that let somebody choose a new password; each method is a transaction. */
@Stateless
public class ResetTokens {

  /** Long enough for a slow mail server, short enough for a forgotten screen. */
  static final Duration LIFETIME = Duration.ofMinutes(30);

  @Inject private DataSource database;

  @Inject private Clock clock;
  @Inject private Door door;
  @Inject private SignIns signIns;

  /** A new one; earlier ones of the account are good no more. */
  public String draw(UUID account) throws SQLException {
    String token = Secret.create();
    try (Connection connection = database.getConnection()) {
      forget(connection, account);
      String sql = "insert into password_reset (hash, account_id, expires_at) values (?, ?, ?)";
      try (PreparedStatement insert = connection.prepareStatement(sql)) {
        insert.setBytes(1, Secret.hash(token));
        insert.setObject(2, account);
        insert.setObject(3, AccountRows.offset(clock.instant().plus(LIFETIME)));
        insert.executeUpdate();
      }
    }
    return token;
  }

  /** Whose it is; empty: it was never given, was used or is too old. */
  public Optional<UUID> account(String token) throws SQLException {
    // served by the primary key
    return one("select account_id from password_reset where hash = ? and expires_at > ?", token);
  }

  /**
   * Sets the password, ends all sessions and opens the door, if the token is good: once.
   *
   * @return whether it was
   */
  public boolean use(String token, String hash, EmailAddress email) throws SQLException {
    // served by the primary key; whoever deletes the row uses it
    Optional<UUID> account =
        one(
            "delete from password_reset where hash = ? and expires_at > ? returning account_id",
            token);
    if (account.isEmpty()) {
      return false;
    }
    try (Connection connection = database.getConnection()) {
      AccountRows.holdAlone(connection, account.get());
      if (AccountRows.find(connection, account.get()).isEmpty()
          || !AccountRows.password(connection, account.get(), hash, null)) {
        return false;
      }
      forget(connection, account.get());
      new RefreshTokens(clock).endAll(connection, account.get());
      SessionEnds.before(
          connection,
          account.get(),
          AccountRows.nextVersion(connection, account.get()),
          "password_changed");
      signIns.ended(Pseudonyms.of(connection, account.get()), "password_reset");
    }
    door.unlock(email);
    return true;
  }

  private Optional<UUID> one(String sql, String token) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setBytes(1, Secret.hash(token));
      statement.setObject(2, AccountRows.offset(clock.instant()));
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
      }
    }
  }

  /** Index password_reset_account. */
  private static void forget(Connection connection, UUID account) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from password_reset where account_id = ?")) {
      delete.setObject(1, account);
      delete.executeUpdate();
    }
  }
}
