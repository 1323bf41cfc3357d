package dev.sparkle.cli.backup;

import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.DatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/** What tells a database from every other one, whatever its address. */
public final class DatabaseIdentity {

  private static final String IDENTITY =
      "select system_identifier || '/' || current_database() from pg_control_system()";

  private DatabaseIdentity() {}

  /**
   * All that a backup of it may have noted: its identity; and its address, of a backup that does
   * not tell an identity.
   *
   * @throws dev.sparkle.cli.services.Trouble when it cannot be asked
   */
  public static Set<String> names(DatabaseAddress address) {
    try {
      String identity = of(address);
      String place = address.toString();
      return identity.equals(place) ? Set.of(place) : Set.of(identity, place);
    } catch (SQLException e) {
      throw Database.trouble(address, e);
    }
  }

  /** The system identifier of its server and its name; its address where that may not be asked. */
  static String of(DatabaseAddress address) throws SQLException {
    try (Connection asking = Database.connect(address);
        Statement statement = asking.createStatement();
        ResultSet row = statement.executeQuery(IDENTITY)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      if ("42501".equals(e.getSQLState()) || "42883".equals(e.getSQLState())) {
        return address.toString(); // not allowed, or not PostgreSQL's own server
      }
      throw e;
    }
  }
}
