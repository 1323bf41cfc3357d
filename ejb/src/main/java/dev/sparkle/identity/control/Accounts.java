package dev.sparkle.identity.control;

import dev.sparkle.identity.entity.Account;
import dev.sparkle.identity.entity.Credential;
import dev.sparkle.identity.entity.EmailAddress;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.identity.entity.Session;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Makes accounts and signs them in; each method is a transaction. */
@Stateless
public class Accounts {

  @Inject private DataSource database;

  @Resource private SessionContext transaction;
  @Inject private CurrentSettings settings;
  @Inject private Clock clock;
  @Inject private Keyring keyring;
  @Inject private SignIns signIns;

  /** Makes an account without a name and signs it in. */
  public Session guest() throws SQLException {
    Account guest = new Account(UUID.randomUUID(), "Guest", Set.of(Role.LEARNER), true);
    try (Connection connection = database.getConnection()) {
      AccountRows.insert(connection, guest, clock.instant());
      return signIn(connection, new AccountRows.Versioned(guest, 0), UUID.randomUUID(), "guest");
    }
  }

  /**
   * Makes an account with a name and signs it in. A guest keeps all that he has; his earlier
   * sessions end.
   *
   * @param guest who he has been until now; null: nobody
   * @param hash of his password
   * @return empty if another account has the address, or the guest is none; then nothing is changed
   */
  public Optional<Session> register(UUID guest, EmailAddress email, String displayName, String hash)
      throws SQLException {
    Account account =
        new Account(
            guest == null ? UUID.randomUUID() : guest, displayName, Set.of(Role.LEARNER), false);
    try (Connection connection = database.getConnection()) {
      if (guest == null) {
        AccountRows.insert(connection, account, clock.instant());
      } else {
        AccountRows.holdAlone(connection, guest);
        if (!AccountRows.register(connection, guest, displayName)) {
          return Optional.empty();
        }
        tokens().endAll(connection, guest);
      }
      if (!AccountRows.insertCredential(connection, account.id(), email, hash, null)) {
        transaction.setRollbackOnly();
        return Optional.empty();
      }
      AccountRows.Versioned made = AccountRows.find(connection, account.id()).orElseThrow();
      if (guest != null) {
        SessionEnds.before(connection, guest, made.version(), "registered");
      }
      return Optional.of(signIn(connection, made, UUID.randomUUID(), "registered"));
    }
  }

  /** What an address signs in with. */
  public Optional<Credential> credential(EmailAddress email) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return AccountRows.credential(connection, email);
    }
  }

  /** What an account signs in with. */
  public Optional<Credential> credential(UUID account) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return AccountRows.credential(connection, account);
    }
  }

  /**
   * Signs an account in that has proved who it is.
   *
   * @param how a stable code, e.g. {@code password}
   * @return empty if it is disabled
   */
  public Optional<Session> signIn(UUID account, String how) throws SQLException {
    try (Connection connection = database.getConnection()) {
      Optional<AccountRows.Versioned> found = AccountRows.find(connection, account);
      return found.isEmpty()
          ? Optional.empty()
          : Optional.of(signIn(connection, found.get(), UUID.randomUUID(), how));
    }
  }

  /**
   * Sets an account's password, if it still is the one that was checked.
   *
   * @param was hash of the one that was checked
   * @param endSessions whether all its sessions end
   */
  public boolean changePassword(UUID account, String hash, String was, boolean endSessions)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      AccountRows.holdAlone(connection, account);
      boolean changed = AccountRows.password(connection, account, hash, was);
      if (changed && endSessions) {
        tokens().endAll(connection, account);
        SessionEnds.before(
            connection, account, AccountRows.nextVersion(connection, account), "password_changed");
      }
      return changed;
    }
  }

  /**
   * Exchanges a refresh token for a new session. A token that was exchanged before is a sign of
   * theft: the whole family it belongs to is revoked, with its access tokens.
   *
   * @return empty if the token is unknown, expired, used or its account is disabled
   */
  public Optional<Session> refresh(String refreshToken) throws SQLException {
    try (Connection connection = database.getConnection()) {
      RefreshTokens.Shown shown = tokens().exchange(connection, refreshToken);
      if (shown instanceof RefreshTokens.Good good) {
        Optional<AccountRows.Versioned> account = AccountRows.find(connection, good.account());
        if (account.isPresent()) {
          return Optional.of(signIn(connection, account.get(), good.family(), "refresh"));
        }
        signIns.refused("account_disabled");
      } else if (shown instanceof RefreshTokens.Reused reused) {
        SessionEnds.family(connection, reused.account(), reused.family(), "token_reused");
        signIns.refused(Pseudonyms.of(connection, reused.account()), "refresh_token_reused");
      } else {
        signIns.refused("refresh_token_invalid");
      }
      return Optional.empty();
    }
  }

  /** The account, unless it does not exist or is disabled. */
  public Optional<Account> find(UUID id) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return AccountRows.find(connection, id).map(AccountRows.Versioned::account);
    }
  }

  /**
   * Ends the session that a refresh token belongs to, or all of its account.
   *
   * @return whether there was such a session
   */
  public boolean signOut(String refreshToken, boolean everywhere) throws SQLException {
    try (Connection connection = database.getConnection()) {
      Optional<RefreshTokens.Good> ended = tokens().end(connection, refreshToken);
      if (ended.isEmpty()) {
        return false;
      }
      UUID account = ended.get().account();
      if (everywhere) {
        endAll(connection, account, "signed_out");
      } else {
        SessionEnds.family(connection, account, ended.get().family(), "signed_out");
      }
      signIns.ended(
          Pseudonyms.of(connection, account), everywhere ? "signed_out_everywhere" : "signed_out");
      return true;
    }
  }

  private void endAll(Connection connection, UUID account, String reason) throws SQLException {
    tokens().endAll(connection, account);
    SessionEnds.before(connection, account, AccountRows.nextVersion(connection, account), reason);
  }

  private RefreshTokens tokens() {
    return new RefreshTokens(clock);
  }

  private Session signIn(
      Connection connection, AccountRows.Versioned found, UUID family, String how)
      throws SQLException {
    Settings.Identity lifetimes = settings.get().identity();
    Account account = found.account();
    String refreshToken =
        tokens().issue(connection, account.id(), family, lifetimes.refreshTokenLifetime());
    signIns.succeeded(Pseudonyms.of(connection, account.id()), how);
    return new Session(
        keyring.tokens().issue(account, family, found.version(), lifetimes.accessTokenLifetime()),
        lifetimes.accessTokenLifetime(),
        refreshToken,
        account);
  }
}
