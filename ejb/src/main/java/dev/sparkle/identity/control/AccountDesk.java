package dev.sparkle.identity.control;

import dev.sparkle.identity.control.door.Door;
import dev.sparkle.identity.entity.Account;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.EmailAddress;
import dev.sparkle.identity.entity.OperatedAccount;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.platform.control.Acts;
import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * What operators do with accounts. Each act is on the record before it is done. Whoever loses
 * rights loses them within two seconds on every node: his access tokens are refused and his sockets
 * closed.
 */
@Stateless
public class AccountDesk {

  /** A day to use a password that somebody else chose. */
  private static final Duration ONE_TIME = Duration.ofDays(1);

  @Inject private DataSource database;

  @Resource private SessionContext transaction;
  @Inject private Clock clock;
  @Inject private Acts acts;
  @Inject private Pseudonyms pseudonyms;
  @Inject private Door door;

  /** Accounts with a name, the latest first; see {@link OperatedAccounts#list}. */
  public List<OperatedAccount> list(
      Caller caller, EmailAddress email, Role role, Instant before, UUID beforeId, int limit)
      throws SQLException {
    requireOperator(caller);
    try (Connection connection = database.getConnection()) {
      return OperatedAccounts.list(connection, email, role, before, beforeId, limit);
    }
  }

  /**
   * Makes an account.
   *
   * @param hash of its password
   * @param oneTime whether the password is to be replaced at the first sign-in, within a day
   * @return empty if another account has the address
   */
  public Optional<OperatedAccount> create(
      Caller caller,
      EmailAddress email,
      String displayName,
      Set<Role> roles,
      String hash,
      boolean oneTime)
      throws SQLException {
    requireOperator(caller);
    Account made = new Account(UUID.randomUUID(), displayName, roles, false);
    try (Connection connection = database.getConnection()) {
      AccountRows.insert(connection, made, clock.instant());
      Instant until = oneTime ? clock.instant().plus(ONE_TIME) : null;
      if (!AccountRows.insertCredential(connection, made.id(), email, hash, until)) {
        transaction.setRollbackOnly();
        return Optional.empty();
      }
      // its pseudonym is not committed yet, so that nobody else can ask for it
      acts.record(
          caller.account(),
          "accounts.create",
          "account:" + Pseudonyms.of(connection, made.id()) + "=" + names(roles));
      return OperatedAccounts.find(connection, made.id());
    }
  }

  /**
   * Keeps an account from coming in, or lets it in again.
   *
   * @return empty if there is no such account
   */
  public Optional<OperatedAccount> disable(Caller caller, UUID account, boolean disabled)
      throws SQLException {
    return change(
        caller,
        account,
        disabled ? "accounts.disable" : "accounts.enable",
        "",
        connection -> {
          // served by the primary key
          String sql =
              """
              update account set disabled_at = case when ? then coalesce(disabled_at, ?) end
              where id = ?
              """;
          try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setBoolean(1, disabled);
            update.setObject(2, AccountRows.offset(clock.instant()));
            update.setObject(3, account);
            update.executeUpdate();
          }
          if (disabled) {
            new RefreshTokens(clock).endAll(connection, account);
            end(connection, account, "disabled");
          }
        });
  }

  /**
   * Says what an account may do. A guardian who gets the role looks after everybody until he is put
   * in charge of a class or a learner.
   *
   * @return empty if there is no such account
   */
  public Optional<OperatedAccount> roles(Caller caller, UUID account, Set<Role> roles)
      throws SQLException {
    return change(
        caller,
        account,
        "accounts.roles",
        "=" + names(roles),
        connection -> {
          // served by the primary key
          String sql = "update account set roles = ?, guards_all = true where id = ?";
          try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setArray(1, AccountRows.roles(connection, roles));
            update.setObject(2, account);
            update.executeUpdate();
          }
          end(connection, account, "rights_changed");
        });
  }

  /**
   * Gives an account a password that is to be replaced within a day, opens its door, and ends its
   * sessions.
   *
   * @return empty if there is no such account, or it has no address
   */
  public Optional<OperatedAccount> password(Caller caller, UUID account, String hash)
      throws SQLException {
    return change(
        caller,
        account,
        "accounts.password",
        "",
        connection -> {
          // served by the primary key
          String sql =
              """
              update credential set password_hash = ?, one_time_until = ?, changed_at = now()
              where account_id = ?
              """;
          try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, hash);
            update.setObject(2, AccountRows.offset(clock.instant().plus(ONE_TIME)));
            update.setObject(3, account);
            update.executeUpdate();
          }
          new RefreshTokens(clock).endAll(connection, account);
          end(connection, account, "password_changed");
        });
  }

  private interface Change {
    void in(Connection connection) throws SQLException;
  }

  private Optional<OperatedAccount> change(
      Caller caller, UUID account, String action, String detail, Change change)
      throws SQLException {
    requireOperator(caller);
    try (Connection connection = database.getConnection()) {
      Optional<OperatedAccount> found = OperatedAccounts.find(connection, account);
      if (found.isEmpty()) {
        return found;
      }
      // before the row is held: whoever has no pseudonym yet gets one beside this transaction
      acts.record(caller.account(), action, "account:" + pseudonyms.of(account) + detail);
      AccountRows.holdAlone(connection, account);
      change.in(connection);
      Optional<EmailAddress> email = EmailAddress.of(found.get().email());
      if (email.isPresent() && action.equals("accounts.password")) {
        door.unlock(email.get());
      }
      return OperatedAccounts.find(connection, account);
    }
  }

  private static void end(Connection connection, UUID account, String reason) throws SQLException {
    SessionEnds.before(connection, account, AccountRows.nextVersion(connection, account), reason);
  }

  private static String names(Set<Role> roles) {
    return roles.stream().map(Role::wireName).sorted().collect(Collectors.joining("+"));
  }

  private static void requireOperator(Caller caller) {
    if (!caller.has(Role.OPERATOR)) {
      throw new SecurityException("only operators manage accounts");
    }
  }
}
