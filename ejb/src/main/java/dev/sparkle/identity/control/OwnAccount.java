package dev.sparkle.identity.control;

import dev.sparkle.identity.entity.AccountId;
import dev.sparkle.identity.entity.AccountRemoved;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Profile;
import dev.sparkle.platform.control.Acts;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** What somebody does with his own account. */
@Stateless
public class OwnAccount {

  @Inject private DataSource database;

  @Inject private Acts acts;
  @Inject private Pseudonyms pseudonyms;
  @Inject private Event<AccountRemoved> removals;

  /** The caller's account; empty if it is gone. */
  public Optional<Profile> profile(Caller caller) throws SQLException {
    // served by the primary keys
    String sql =
        """
        select a.created_at, c.email, c.password_hash is not null
        from account a left join credential c on c.account_id = a.id where a.id = ?
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      Optional<AccountRows.Versioned> found = AccountRows.find(connection, caller.account());
      select.setObject(1, caller.account());
      try (ResultSet row = select.executeQuery()) {
        return found.isEmpty() || !row.next()
            ? Optional.empty()
            : Optional.of(
                new Profile(
                    found.get().account(),
                    row.getString(2),
                    row.getBoolean(3),
                    row.getObject(1, OffsetDateTime.class).toInstant()));
      }
    }
  }

  /** Changes the name that others see. */
  public void rename(Caller caller, String displayName) throws SQLException {
    // served by the primary key
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement("update account set display_name = ? where id = ?")) {
      update.setString(1, displayName);
      update.setObject(2, caller.account());
      update.executeUpdate();
    }
  }

  /**
   * Removes the caller's account with all that it has: conversations, materials, what is shared,
   * exports, sessions, its own budget, and its pseudonym, so that no record leads back to it. What
   * it used stays in the ledger's sums, and records of the audit stay as they are.
   *
   * @return false if there is none that may be removed: the one of whoever works at the server
   */
  public boolean remove(Caller caller) throws SQLException {
    UUID account = caller.account();
    if (account.equals(AccountId.LOCAL_OPERATOR)) {
      return false;
    }
    // before: afterwards nobody is there to have done it
    acts.record(account, "account.delete", "account:" + pseudonyms.of(account));
    try (Connection connection = database.getConnection()) {
      AccountRows.holdAlone(connection, account);
      SessionEnds.before(connection, account, Integer.MAX_VALUE, "deleted");
      // served by the primary key, and by the indexes of what goes with it
      try (PreparedStatement delete =
          connection.prepareStatement("delete from account where id = ? and kind <> 'local'")) {
        delete.setObject(1, account);
        delete.executeUpdate();
      }
      removals.fire(new AccountRemoved(account));
    }
    pseudonyms.forget(account);
    return true;
  }
}
