package dev.sparkle.identity.control;

import dev.sparkle.identity.entity.EmailAddress;
import dev.sparkle.identity.entity.OperatedAccount;
import dev.sparkle.identity.entity.Role;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads accounts with a name, for operators. */
final class OperatedAccounts {

  private static final String COLUMNS =
      """
      select a.id, a.display_name, c.email, a.roles, a.guards_all, a.created_at, a.disabled_at
      from account a left join credential c on c.account_id = a.id
      where a.kind = 'registered'
      """;

  private OperatedAccounts() {}

  /**
   * The latest first, from a place in the list on.
   *
   * @param email only the one with that address; null: all
   * @param role only those with it; null: all
   */
  static List<OperatedAccount> list(
      Connection connection,
      EmailAddress email,
      Role role,
      Instant before,
      UUID beforeId,
      int limit)
      throws SQLException {
    // served by account_recent, and with an address by credential_email_key_key
    String sql =
        COLUMNS
            + """
              and (?::text is null or c.email_key = ?) and (?::text is null or ? = any(a.roles))
              and (a.created_at, a.id) < (?, ?)
            order by a.created_at desc, a.id desc limit ?
            """;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      String key = email == null ? null : email.key();
      String name = role == null ? null : role.wireName();
      select.setString(1, key);
      select.setString(2, key);
      select.setString(3, name);
      select.setString(4, name);
      select.setObject(5, AccountRows.offset(before));
      select.setObject(6, beforeId);
      select.setInt(7, limit);
      return read(select);
    }
  }

  static Optional<OperatedAccount> find(Connection connection, UUID id) throws SQLException {
    // served by the primary key
    try (PreparedStatement select = connection.prepareStatement(COLUMNS + " and a.id = ?")) {
      select.setObject(1, id);
      return read(select).stream().findFirst();
    }
  }

  private static List<OperatedAccount> read(PreparedStatement select) throws SQLException {
    List<OperatedAccount> accounts = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        accounts.add(
            new OperatedAccount(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                AccountRows.roles(row.getArray(4)),
                row.getBoolean(5),
                AccountRows.instant(row.getObject(6, OffsetDateTime.class)),
                AccountRows.instant(row.getObject(7, OffsetDateTime.class))));
      }
    }
    return accounts;
  }
}
