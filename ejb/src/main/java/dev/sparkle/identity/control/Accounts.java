package dev.sparkle.identity.control;

import dev.sparkle.identity.entity.Account;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.identity.entity.Session;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Makes accounts and signs them in. */
@Stateless
public class Accounts {

  /** A lost answer is asked for again within seconds. */
  private static final Duration SAME_MOMENT = Duration.ofSeconds(10);

  @Resource(lookup = "jdbc/sparkle")
  private DataSource database;

  @Inject private CurrentSettings settings;
  @Inject private Clock clock;
  @Inject private Keyring keyring;
  @Inject private SignIns signIns;

  /** Makes an account without a name and signs it in. */
  public Session guest() throws SQLException {
    Account guest = new Account(UUID.randomUUID(), "Guest", Set.of(Role.LEARNER), true);
    String sql =
        """
        insert into account (id, kind, display_name, roles, created_at)
        values (?, 'guest', ?, ?, ?)
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, guest.id());
      statement.setString(2, guest.displayName());
      statement.setArray(
          3,
          connection.createArrayOf("text", guest.roles().stream().map(Role::wireName).toArray()));
      statement.setObject(4, OffsetDateTime.now(clock));
      statement.executeUpdate();
      Session session = signIn(connection, guest, UUID.randomUUID());
      signIns.succeeded(Pseudonyms.of(connection, guest.id()), "guest");
      return session;
    }
  }

  /**
   * Exchanges a refresh token for a new session. A token that was exchanged before is a sign of
   * theft: the whole family it belongs to is revoked.
   *
   * @return empty if the token is unknown, expired, used or its account is disabled
   */
  public Optional<Session> refresh(String refreshToken) throws SQLException {
    byte[] hash = Secret.hash(refreshToken);
    // served by the primary key; whoever updates the row first wins the exchange
    String exchange =
        """
        update refresh_token set used_at = ?
        where hash = ? and used_at is null and expires_at > ?
        returning family, account_id
        """;
    OffsetDateTime now = OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC);
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(exchange)) {
      statement.setObject(1, now);
      statement.setBytes(2, hash);
      statement.setObject(3, now);
      try (ResultSet row = statement.executeQuery()) {
        if (row.next()) {
          UUID family = row.getObject(1, UUID.class);
          Optional<Account> account = find(connection, row.getObject(2, UUID.class));
          if (account.isEmpty()) {
            signIns.refused("account_disabled");
            return Optional.empty();
          }
          signIns.succeeded(Pseudonyms.of(connection, account.get().id()), "refresh");
          return Optional.of(signIn(connection, account.get(), family));
        }
      }
      Optional<Session> twin = exchangedMomentsAgo(connection, hash, now);
      if (twin.isPresent()) {
        signIns.succeeded(Pseudonyms.of(connection, twin.get().account().id()), "refresh");
      } else {
        int revoked = revokeFamily(connection, hash);
        signIns.refused(revoked > 0 ? "refresh_token_reused" : "refresh_token_invalid");
      }
      return twin;
    }
  }

  /**
   * Two tabs wake up together, or an answer is lost on the way: within a moment the same token may
   * be exchanged again. A thief who is that quick is found when either of them comes back.
   */
  private Optional<Session> exchangedMomentsAgo(
      Connection connection, byte[] hash, OffsetDateTime now) throws SQLException {
    // served by the primary key
    String sql = "select family, account_id from refresh_token where hash = ? and used_at > ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setBytes(1, hash);
      statement.setObject(2, now.minus(SAME_MOMENT));
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        UUID family = row.getObject(1, UUID.class);
        Optional<Account> account = find(connection, row.getObject(2, UUID.class));
        return account.isEmpty()
            ? Optional.empty()
            : Optional.of(signIn(connection, account.get(), family));
      }
    }
  }

  /** The account, unless it does not exist or is disabled. */
  public Optional<Account> find(UUID id) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return find(connection, id);
    }
  }

  private Optional<Account> find(Connection connection, UUID id) throws SQLException {
    // served by the primary key
    String sql =
        "select kind, display_name, roles from account where id = ? and disabled_at is null";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, id);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Account(
                    id, row.getString(2), roles(row.getArray(3)), "guest".equals(row.getString(1))))
            : Optional.empty();
      }
    }
  }

  private static Set<Role> roles(Array names) throws SQLException {
    return Stream.of((String[]) names.getArray())
        .map(Role::of)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Session signIn(Connection connection, Account account, UUID family) throws SQLException {
    Settings.Identity lifetimes = settings.get().identity();
    forgetExpired(connection);
    String refreshToken = Secret.create();
    String sql =
        "insert into refresh_token (hash, family, account_id, expires_at) values (?, ?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setBytes(1, Secret.hash(refreshToken));
      statement.setObject(2, family);
      statement.setObject(3, account.id());
      statement.setObject(4, OffsetDateTime.now(clock).plus(lifetimes.refreshTokenLifetime()));
      statement.executeUpdate();
    }
    return new Session(
        keyring.tokens().issue(account, lifetimes.accessTokenLifetime()),
        lifetimes.accessTokenLifetime(),
        refreshToken,
        account);
  }

  private void forgetExpired(Connection connection) throws SQLException {
    // served by refresh_token_expiry
    try (PreparedStatement statement =
        connection.prepareStatement("delete from refresh_token where expires_at < ?")) {
      statement.setObject(1, OffsetDateTime.now(clock));
      statement.executeUpdate();
    }
  }

  private int revokeFamily(Connection connection, byte[] hash) throws SQLException {
    // served by the primary key and by refresh_token_family
    String sql =
        """
        delete from refresh_token
        where family = (select family from refresh_token where hash = ? and used_at is not null)
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setBytes(1, hash);
      return statement.executeUpdate();
    }
  }
}
