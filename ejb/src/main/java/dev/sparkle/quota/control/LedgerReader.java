package dev.sparkle.quota.control;

import dev.sparkle.quota.entity.Charge;
import dev.sparkle.quota.entity.Reservation;
import dev.sparkle.quota.entity.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads sums, open reservations and late ends from the ledger. */
final class LedgerReader {

  /** No generation runs so long: what is older has an end. */
  private static final Duration LONGEST = Duration.ofDays(1);

  /** What a payer has used: ends and corrections. */
  record Sums(long tokens, long micros) {

    static final Sums NONE = new Sums(0, 0);

    Sums plus(Sums more) {
      return new Sums(tokens + more.tokens, micros + more.micros);
    }
  }

  /**
   * The ledger at one moment.
   *
   * @param sums of today and this month, by payer
   * @param open reservations without an end
   * @param recent ends of the last minutes, which may be told again
   * @param requests reservations of the last minute, whether open or not
   */
  record Snapshot(
      Map<Scope, Sums> sums,
      List<Reservation> open,
      Map<UUID, End.Kind> recent,
      List<Reservation> requests) {}

  private static final String COLUMNS =
      "r.generation_id, r.account_id, r.scopes, r.counts_at, r.input_tokens, r.output_tokens,"
          + " r.cost_micros ";

  private static final String OPEN =
      """
      r.kind = 'reserved' and not exists (
        select from quota_entry e where e.generation_id = r.generation_id
        and e.kind in ('settled', 'released', 'expired'))
      """;

  private final DataSource database;
  private final Windows windows;

  LedgerReader(DataSource database, Windows windows) {
    this.database = database;
    this.windows = windows;
  }

  /** All that Redis has to know, at one moment. Takes a second for some million rows. */
  Snapshot snapshot(Instant now) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try {
        Snapshot all =
            new Snapshot(
                sums(connection, now),
                reservations(
                    connection,
                    // served by quota_entry_window and quota_entry_end
                    "select " + COLUMNS + "from quota_entry r where r.counts_at > ? and " + OPEN,
                    now.minus(LONGEST)),
                recent(connection, now.minus(RedisBook.REMEMBERED)),
                reservations(
                    connection,
                    // served by quota_entry_window
                    "select "
                        + COLUMNS
                        + "from quota_entry r where r.counts_at > ?"
                        + " and r.kind = 'reserved'",
                    now.minusSeconds(60)));
        connection.commit();
        return all;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
    }
  }

  private Map<Scope, Sums> sums(Connection connection, Instant now) throws SQLException {
    // served by quota_entry_window
    String sql =
        """
        select scope,
               coalesce(sum(input_tokens + output_tokens) filter (where counts_at >= ?), 0),
               coalesce(sum(cost_micros), 0)
        from quota_entry, unnest(scopes) scope
        where counts_at >= ? and kind in ('settled', 'expired', 'corrected')
        group by scope
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, windows.dayBegan(now).atOffset(ZoneOffset.UTC));
      statement.setObject(2, windows.monthBegan(now).atOffset(ZoneOffset.UTC));
      Map<Scope, Sums> sums = new HashMap<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          sums.put(Scope.of(row.getString(1)), new Sums(row.getLong(2), row.getLong(3)));
        }
      }
      return sums;
    }
  }

  private static Map<UUID, End.Kind> recent(Connection connection, Instant since)
      throws SQLException {
    // served by quota_entry_window: what ends now began within the longest time
    String sql =
        """
        select generation_id, kind from quota_entry
        where counts_at > ? and written_at > ? and kind <> 'reserved' order by id
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, since.minus(LONGEST).atOffset(ZoneOffset.UTC));
      statement.setObject(2, since.atOffset(ZoneOffset.UTC));
      Map<UUID, End.Kind> recent = new HashMap<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          recent.put(row.getObject(1, UUID.class), End.Kind.of(row.getString(2)));
        }
      }
      return recent;
    }
  }

  private static List<Reservation> reservations(Connection connection, String sql, Instant since)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, since.atOffset(ZoneOffset.UTC));
      return read(statement);
    }
  }

  /** Open reservations of nodes whose lease is over. */
  List<Reservation> abandoned() throws SQLException {
    // nodes by quota_node_lease, reservations by quota_entry_node and quota_entry_end
    String sql =
        "select "
            + COLUMNS
            + """
            from quota_node n join quota_entry r on r.incarnation = n.incarnation
            where n.lease_until < clock_timestamp()
              and n.lease_until > clock_timestamp() - interval '1 hour'
              and r.counts_at > clock_timestamp() - interval '1 day' and
            """
            + OPEN;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return read(statement);
    }
  }

  /** Reservations and ends of the last seconds that were made without Redis. */
  List<Reservation> madeInMemory(Duration since) throws SQLException {
    // served by quota_entry_memory
    String sql =
        "select distinct "
            + COLUMNS
            + """
            from quota_entry w
            join quota_entry r on r.generation_id = w.generation_id and r.kind = 'reserved'
            where w.in_memory and w.written_at > clock_timestamp() - ? * interval '1 ms'
            """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, since.toMillis());
      return read(statement);
    }
  }

  /** The ends of these reservations, the first end and the correction; open ones are not there. */
  List<End> endsOf(Collection<Reservation> reservations) throws SQLException {
    // served by quota_entry_generation_id_kind_key
    String sql =
        """
        select generation_id, min(kind) filter (where kind <> 'corrected'),
               coalesce(bool_or(kind = 'corrected'), false),
               sum(input_tokens), sum(output_tokens), sum(cost_micros)
        from quota_entry where generation_id = any (?) and kind <> 'reserved'
        group by generation_id
        """;
    Map<UUID, Reservation> byId = new HashMap<>();
    reservations.forEach(each -> byId.put(each.id(), each));
    List<End> ends = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("uuid", byId.keySet().toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          // a corrected one counts with what was really used, as if it had been settled at once
          End.Kind kind = row.getBoolean(3) ? End.Kind.SETTLED : End.Kind.of(row.getString(2));
          ends.add(
              End.first(
                  byId.get(row.getObject(1, UUID.class)),
                  kind,
                  Charge.of(row.getLong(4), row.getLong(5), row.getLong(6))));
        }
      }
    }
    return ends;
  }

  /** Which of these have a row at all, and whether the node that made it lives. */
  Map<UUID, Boolean> nodesAlive(Collection<UUID> ids) throws SQLException {
    // served by quota_entry_generation_id_kind_key and the primary key
    String sql =
        """
        select r.generation_id, coalesce(n.lease_until > clock_timestamp(), false)
        from quota_entry r left join quota_node n on n.incarnation = r.incarnation
        where r.generation_id = any (?) and r.kind = 'reserved'
        """;
    Map<UUID, Boolean> alive = new HashMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          alive.put(row.getObject(1, UUID.class), row.getBoolean(2));
        }
      }
    }
    return alive;
  }

  /** Which of these runs of nodes live. */
  Set<UUID> living(Collection<UUID> incarnations) throws SQLException {
    // served by the primary key
    String sql =
        """
        select incarnation from quota_node
        where incarnation = any (?) and lease_until > clock_timestamp()
        """;
    Set<UUID> living = new HashSet<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("uuid", incarnations.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          living.add(row.getObject(1, UUID.class));
        }
      }
    }
    return living;
  }

  /** What an account used today and this month, reservations under way not included. */
  Sums ofAccount(UUID account, Instant now) throws SQLException {
    // served by quota_entry_account
    String sql =
        """
        select coalesce(sum(input_tokens + output_tokens) filter (where counts_at >= ?), 0),
               coalesce(sum(cost_micros), 0)
        from quota_entry
        where account_id = ? and counts_at >= ? and kind in ('settled', 'expired', 'corrected')
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, windows.dayBegan(now).atOffset(ZoneOffset.UTC));
      statement.setObject(2, account);
      statement.setObject(3, windows.monthBegan(now).atOffset(ZoneOffset.UTC));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Sums(row.getLong(1), row.getLong(2));
      }
    }
  }

  private static List<Reservation> read(PreparedStatement statement) throws SQLException {
    List<Reservation> found = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(Ledger.reservation(row));
      }
    }
    return found;
  }
}
