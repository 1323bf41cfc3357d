package dev.sparkle.identity.control;

import dev.sparkle.identity.entity.Account;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.External;
import dev.sparkle.identity.entity.Role;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Accounts of people who sign in elsewhere. An account is found by issuer and subject only: an
 * address never leads into an account that somebody made here with a password.
 */
@Stateless
public class ExternalAccounts {

  @Inject private DataSource database;

  @Inject private Clock clock;

  /**
   * The account of somebody, made if there is none. A guest becomes it and keeps what he has; to
   * somebody who has an account here, it is linked.
   *
   * @param caller who asks, and has proved that the account is his; null: nobody
   */
  public UUID of(External external, Caller caller) throws SQLException {
    try (Connection connection = database.getConnection()) {
      Optional<UUID> known = find(connection, external);
      UUID account = known.isPresent() ? known.get() : make(connection, external, caller);
      if (!external.roles().isEmpty()) {
        follow(connection, account, external.roles());
      }
      return account;
    }
  }

  /**
   * Takes an ID token.
   *
   * @return false if it was taken before
   */
  public boolean take(String idToken, Instant expires) throws SQLException {
    // served by the primary key
    String sql =
        """
        insert into external_token (hash, expires_at) values (?, ?)
        on conflict (hash) do nothing
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setBytes(1, Secret.hash(idToken));
      insert.setObject(2, AccountRows.offset(expires));
      return insert.executeUpdate() == 1;
    }
  }

  /** Primary key. */
  private static Optional<UUID> find(Connection connection, External external) throws SQLException {
    String sql = "select account_id from external_identity where issuer = ? and subject = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, external.issuer());
      select.setString(2, external.subject());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
      }
    }
  }

  private UUID make(Connection connection, External external, Caller caller) throws SQLException {
    String name = external.displayName() == null ? "Learner" : external.displayName();
    UUID account = caller == null ? UUID.randomUUID() : caller.account();
    if (caller == null) {
      AccountRows.insert(
          connection, new Account(account, name, Set.of(Role.LEARNER), false), clock.instant());
    } else if (caller.origin().guest() && AccountRows.register(connection, account, name)) {
      new RefreshTokens(clock).endAll(connection, account);
      SessionEnds.before(
          connection, account, AccountRows.nextVersion(connection, account), "registered");
    }
    if (external.email() != null) {
      // not if somebody has the address, or he has another one here
      if (AccountRows.credential(connection, account).isEmpty()) {
        AccountRows.insertCredential(connection, account, external.email(), null, null);
      }
    }
    // two first sign-ins at the same moment: the second one fails, and is tried again by its client
    String sql = "insert into external_identity (issuer, subject, account_id) values (?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, external.issuer());
      insert.setString(2, external.subject());
      insert.setObject(3, account);
      insert.executeUpdate();
    }
    return account;
  }

  /** What the provider says of roles counts, from now on. */
  private static void follow(Connection connection, UUID account, Set<Role> roles)
      throws SQLException {
    // served by the primary key
    String sql = "update account set roles = ? where id = ? and roles <> ?";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setArray(1, AccountRows.roles(connection, roles));
      update.setObject(2, account);
      update.setArray(3, AccountRows.roles(connection, roles));
      if (update.executeUpdate() == 1) {
        SessionEnds.before(
            connection, account, AccountRows.nextVersion(connection, account), "rights_changed");
      }
    }
  }
}
