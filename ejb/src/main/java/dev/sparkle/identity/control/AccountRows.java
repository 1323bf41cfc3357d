package dev.sparkle.identity.control;

import dev.sparkle.identity.entity.Account;
import dev.sparkle.identity.entity.Credential;
import dev.sparkle.identity.entity.EmailAddress;
import dev.sparkle.identity.entity.Role;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements on {@code account} and {@code credential}, in the connection's transaction. */
final class AccountRows {

  private AccountRows() {}

  static void insert(Connection connection, Account account, Instant at) throws SQLException {
    String sql =
        "insert into account (id, kind, display_name, roles, created_at) values (?, ?, ?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, account.id());
      statement.setString(2, account.guest() ? "guest" : "registered");
      statement.setString(3, account.displayName());
      statement.setArray(4, roles(connection, account.roles()));
      statement.setObject(5, at.atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }

  /**
   * Makes a guest somebody with a name; all that he has stays his.
   *
   * @return false if there is no such guest
   */
  static boolean register(Connection connection, UUID guest, String displayName)
      throws SQLException {
    // served by the primary key
    String sql =
        """
        update account set kind = 'registered', display_name = ?, version = version + 1
        where id = ? and kind = 'guest' and disabled_at is null
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, displayName);
      statement.setObject(2, guest);
      return statement.executeUpdate() == 1;
    }
  }

  /**
   * Gives an account an address and a password.
   *
   * @param hash null: none
   * @param oneTimeUntil null: the password is its owner's own
   * @return false if another account has the address
   */
  static boolean insertCredential(
      Connection connection, UUID account, EmailAddress email, String hash, Instant oneTimeUntil)
      throws SQLException {
    String sql =
        """
        insert into credential (account_id, email, email_key, password_hash, one_time_until)
        values (?, ?, ?, ?, ?) on conflict (email_key) do nothing
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, account);
      statement.setString(2, email.written());
      statement.setString(3, email.key());
      statement.setString(4, hash);
      statement.setObject(5, offset(oneTimeUntil), Types.TIMESTAMP_WITH_TIMEZONE);
      return statement.executeUpdate() == 1;
    }
  }

  /** Index credential_email_key_key. */
  static Optional<Credential> credential(Connection connection, EmailAddress email)
      throws SQLException {
    return credential(connection, "email_key", email.key());
  }

  /** Primary key. */
  static Optional<Credential> credential(Connection connection, UUID account) throws SQLException {
    return credential(connection, "account_id", account);
  }

  private static Optional<Credential> credential(Connection connection, String column, Object value)
      throws SQLException {
    String sql =
        "select account_id, email, password_hash, one_time_until from credential where "
            + column
            + " = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, value);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Credential(
                    row.getObject(1, UUID.class),
                    row.getString(2),
                    row.getString(3),
                    instant(row.getObject(4, OffsetDateTime.class))))
            : Optional.empty();
      }
    }
  }

  /**
   * Sets the password.
   *
   * @param was only if it still is that one; null: whatever it is
   * @return false if it is not
   */
  static boolean password(Connection connection, UUID account, String hash, String was)
      throws SQLException {
    // served by the primary key
    String sql =
        """
        update credential set password_hash = ?, one_time_until = null, changed_at = now()
        where account_id = ? and (?::text is null or password_hash = ?)
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, hash);
      statement.setObject(2, account);
      statement.setString(3, was);
      statement.setString(4, was);
      return statement.executeUpdate() == 1;
    }
  }

  /** An account and how often its rights changed. */
  record Versioned(Account account, int version) {}

  /** The account, unless it does not exist or is disabled. */
  static Optional<Versioned> find(Connection connection, UUID id) throws SQLException {
    // served by the primary key
    String sql =
        """
        select kind, display_name, roles, version from account
        where id = ? and disabled_at is null
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, id);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Versioned(
                    new Account(
                        id,
                        row.getString(2),
                        roles(row.getArray(3)),
                        "guest".equals(row.getString(1))),
                    row.getInt(4)))
            : Optional.empty();
      }
    }
  }

  /** Keeps others from reading it as it was, until the transaction ends. */
  static void holdAlone(Connection connection, UUID account) throws SQLException {
    // served by the primary key
    try (PreparedStatement statement =
        connection.prepareStatement("select 1 from account where id = ? for update")) {
      statement.setObject(1, account);
      statement.executeQuery().close();
    }
  }

  /** One more version; access tokens of earlier ones are not good any more. */
  static int nextVersion(Connection connection, UUID account) throws SQLException {
    // served by the primary key
    try (PreparedStatement statement =
        connection.prepareStatement(
            "update account set version = version + 1 where id = ? returning version")) {
      statement.setObject(1, account);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getInt(1) : Integer.MAX_VALUE;
      }
    }
  }

  static Array roles(Connection connection, Collection<Role> roles) throws SQLException {
    return connection.createArrayOf("text", roles.stream().map(Role::wireName).sorted().toArray());
  }

  static Set<Role> roles(Array names) throws SQLException {
    return Stream.of((String[]) names.getArray())
        .map(Role::of)
        .collect(Collectors.toUnmodifiableSet());
  }

  static OffsetDateTime offset(Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  static Instant instant(OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
