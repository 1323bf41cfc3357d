package dev.sparkle.identity.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;

/** Notes, in the connection's transaction, which access tokens are not good any more. */
final class SessionEnds {

  private SessionEnds() {}

  /** Those of one session. */
  static void family(Connection connection, UUID account, UUID family, String reason)
      throws SQLException {
    insert(connection, account, family, null, reason);
  }

  /** Those of an account that were given before its rights became this version. */
  static void before(Connection connection, UUID account, int version, String reason)
      throws SQLException {
    insert(connection, account, null, version, reason);
  }

  /** None; but the account's sockets are opened anew, with what it may see now. */
  static void sockets(Connection connection, UUID account, String reason) throws SQLException {
    insert(connection, account, UUID.randomUUID(), null, reason);
  }

  private static void insert(
      Connection connection, UUID account, UUID family, Integer version, String reason)
      throws SQLException {
    String sql =
        "insert into session_end (account_id, family, version, reason) values (?, ?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, account);
      statement.setObject(2, family, Types.OTHER);
      statement.setObject(3, version, Types.INTEGER);
      statement.setString(4, reason);
      statement.executeUpdate();
    }
  }
}
