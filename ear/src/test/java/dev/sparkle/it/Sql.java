package dev.sparkle.it;

import dev.sparkle.cli.services.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A look into a database behind the nodes' backs. */
record Sql(DatabaseAddress address) {

  /** The first column of the first row. */
  String text(String query, Object... arguments) {
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query.formatted(arguments))) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  /** Changes something. */
  void run(String change, Object... arguments) {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute(change.formatted(arguments));
    } catch (SQLException e) {
      throw new IllegalStateException(change, e);
    }
  }

  /** A connection, for what must last longer than a statement. */
  Connection open() throws SQLException {
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }
}
