package dev.sparkle.cli.backup;

import dev.sparkle.cli.services.Progress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the rows of every table and sums up their hashes, so that two databases can be compared.
 * It reads every row once. The hash is PostgreSQL's own; it finds what a broken restore loses or
 * changes, and is no defence against somebody who makes collisions.
 */
final class TableDigests {

  /** The catalogue is small. */
  private static final String TABLES =
      """
      select c.relname from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      order by c.relname
      """;

  /** So that a row reads the same on every server. */
  private static final String AS_TEXT =
      """
      set datestyle = 'ISO'; set timezone = 'UTC'; set intervalstyle = 'postgres';
      set bytea_output = 'hex'; set extra_float_digits = 1
      """;

  /** Every row: no index serves it. */
  private static final String DIGEST =
      "select count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from only public.%s t";

  private TableDigests() {}

  /** Of all tables of the schema public, in the connection's snapshot; in the order of names. */
  static List<Manifest.Table> of(Connection connection, Progress progress) throws SQLException {
    List<Manifest.Table> digests = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute(AS_TEXT);
      for (String name : names(statement)) {
        progress.now("counting " + name);
        String quoted = statement.enquoteIdentifier(name, true);
        try (ResultSet row = statement.executeQuery(DIGEST.formatted(quoted))) {
          row.next();
          digests.add(new Manifest.Table(name, row.getLong(1), row.getString(2)));
        }
      }
    }
    return digests;
  }

  private static List<String> names(Statement statement) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet row = statement.executeQuery(TABLES)) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  /** What differs, as sentences; empty: nothing. */
  static List<String> differences(List<Manifest.Table> wanted, List<Manifest.Table> found) {
    List<String> differences = new ArrayList<>();
    for (Manifest.Table each : wanted) {
      Manifest.Table other =
          found.stream().filter(f -> f.name().equals(each.name())).findFirst().orElse(null);
      if (other == null) {
        differences.add(each.name() + " is missing");
      } else if (other.rows() != each.rows()) {
        differences.add(
            "%s has %d rows and had %d".formatted(each.name(), other.rows(), each.rows()));
      } else if (!other.digest().equals(each.digest())) {
        differences.add("%s has other content in %d rows".formatted(each.name(), each.rows()));
      }
    }
    found.stream()
        .filter(f -> wanted.stream().noneMatch(w -> w.name().equals(f.name())))
        .forEach(f -> differences.add(f.name() + " was not there"));
    return differences;
  }
}
