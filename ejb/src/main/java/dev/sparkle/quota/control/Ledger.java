package dev.sparkle.quota.control;

import dev.sparkle.quota.control.Rows.Row;
import dev.sparkle.quota.entity.Charge;
import dev.sparkle.quota.entity.Reservation;
import dev.sparkle.quota.entity.Scope;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The truth: one row for each reservation, one for its end, at most one for a correction. Rows are
 * only added; unique indexes hold that each reservation ends once, whichever nodes try.
 *
 * <p>A reservation's commit does not wait for the disk: if the machine of PostgreSQL loses its
 * power, the last 0.6 s of reservations may be gone (three times its {@code wal_writer_delay});
 * what Redis has of them stays reserved until it is found to be without a row, and is released.
 * Ends wait for the disk.
 */
final class Ledger {

  private final DataSource database;

  Ledger(DataSource database) {
    this.database = database;
  }

  /**
   * Writes reservations down, all with one commit.
   *
   * @return those that stand there now, by the run of a node that the row names; of another that is
   *     not in it there is one already
   */
  Set<UUID> reserve(Collection<Row> rows) throws SQLException {
    // one of the id is found by quota_entry_generation_id_kind_key; in order, so that two nodes
    // with the same rows wait for each other and not in a circle
    String sql =
        """
        with quick as materialized (select set_config('synchronous_commit', 'off', true))
        insert into quota_entry (generation_id, kind, account_id, scopes, counts_at, input_tokens,
                                 output_tokens, cost_micros, incarnation, in_memory)
        select e.id, 'reserved', e.account, string_to_array(e.scopes, ','), e.at, e.input,
               e.output, e.micros, e.incarnation, e.in_memory
        from quick, unnest(?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[], ?::bigint[],
                           ?::bigint[], ?::bigint[], ?::uuid[], ?::boolean[])
             as e (id, account, scopes, at, input, output, micros, incarnation, in_memory)
        order by e.id
        on conflict do nothing
        returning generation_id
        """;
    List<Row> all = List.copyOf(rows);
    Set<UUID> there = new HashSet<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      array(statement, connection, 1, "uuid", all, row -> row.made().id());
      array(statement, connection, 2, "uuid", all, row -> row.made().account());
      array(statement, connection, 3, "text", all, row -> scopes(row.made()));
      array(statement, connection, 4, "timestamptz", all, row -> at(row.made()));
      array(statement, connection, 5, "bigint", all, row -> row.made().charge().input().count());
      array(statement, connection, 6, "bigint", all, row -> row.made().charge().output().count());
      array(statement, connection, 7, "bigint", all, row -> row.made().charge().money().micros());
      array(statement, connection, 8, "uuid", all, Row::incarnation);
      array(statement, connection, 9, "boolean", all, Row::inMemory);
      try (ResultSet fresh = statement.executeQuery()) {
        while (fresh.next()) {
          there.add(fresh.getObject(1, UUID.class));
        }
      }
      List<Row> known = all.stream().filter(row -> !there.contains(row.made().id())).toList();
      if (!known.isEmpty()) {
        there.addAll(written(connection, known));
      }
    }
    return there;
  }

  /** Of these, what an earlier try has written, or another node for a run that it took for dead. */
  private static Set<UUID> written(Connection connection, List<Row> rows) throws SQLException {
    // served by quota_entry_generation_id_kind_key
    String sql =
        """
        select r.generation_id
        from unnest(?::uuid[], ?::uuid[], ?::timestamptz[]) as e (id, incarnation, at)
        join quota_entry r on r.generation_id = e.id and r.kind = 'reserved'
                              and r.incarnation = e.incarnation and r.counts_at = e.at
        """;
    Set<UUID> found = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      array(statement, connection, 1, "uuid", rows, row -> row.made().id());
      array(statement, connection, 2, "uuid", rows, Row::incarnation);
      array(statement, connection, 3, "timestamptz", rows, row -> at(row.made()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(row.getObject(1, UUID.class));
        }
      }
    }
    return found;
  }

  private static String scopes(Reservation made) {
    return made.scopes().stream().map(Scope::key).collect(Collectors.joining(","));
  }

  private static OffsetDateTime at(Reservation made) {
    return made.at().atOffset(ZoneOffset.UTC);
  }

  /**
   * Writes ends down, all together.
   *
   * @return those that are new, with what they add; an end of what had expired comes back as its
   *     correction
   */
  List<End> end(Collection<End> ends) throws SQLException {
    // reservations are found by quota_entry_generation_id_kind_key; quota_entry_end lets one in
    String first =
        """
        insert into quota_entry (generation_id, kind, account_id, scopes, counts_at, input_tokens,
                                 output_tokens, cost_micros, incarnation, in_memory)
        select r.generation_id, e.kind, r.account_id, r.scopes, r.counts_at, e.input, e.output,
               e.micros, r.incarnation, r.in_memory
        from unnest(?::uuid[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
               as e (id, kind, input, output, micros)
        join quota_entry r on r.generation_id = e.id and r.kind = 'reserved'
        order by r.generation_id
        on conflict do nothing
        returning generation_id, input_tokens + output_tokens, cost_micros
        """;
    // the expired one is found by quota_entry_generation_id_kind_key
    String correction =
        """
        insert into quota_entry (generation_id, kind, account_id, scopes, counts_at, input_tokens,
                                 output_tokens, cost_micros, incarnation, in_memory)
        select x.generation_id, 'corrected', x.account_id, x.scopes, x.counts_at,
               e.input - x.input_tokens, e.output - x.output_tokens, e.micros - x.cost_micros,
               x.incarnation, x.in_memory
        from unnest(?::uuid[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
               as e (id, kind, input, output, micros)
        join quota_entry x on x.generation_id = e.id and x.kind = 'expired'
        where e.kind in ('settled', 'released')
        order by x.generation_id
        on conflict do nothing
        returning generation_id, input_tokens + output_tokens, cost_micros
        """;
    Map<UUID, End> waiting =
        ends.stream()
            .collect(
                Collectors.toMap(end -> end.reservation().id(), Function.identity(), (a, b) -> a));
    List<End> written = new ArrayList<>();
    try (Connection connection = database.getConnection()) {
      run(
          connection,
          first,
          waiting.values(),
          (id, tokens, micros) -> written.add(waiting.remove(id)));
      if (!waiting.isEmpty()) {
        run(
            connection,
            correction,
            waiting.values(),
            (id, tokens, micros) -> written.add(corrected(waiting.get(id), tokens, micros)));
      }
    }
    return written;
  }

  private static End corrected(End end, long moreTokens, long moreMicros) {
    return new End(end.reservation(), End.Kind.CORRECTED, end.used(), moreTokens, moreMicros);
  }

  private interface Found {
    void read(UUID id, long tokens, long micros);
  }

  private static void run(Connection connection, String sql, Collection<End> ends, Found each)
      throws SQLException {
    List<End> rows = List.copyOf(ends);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      array(statement, connection, 1, "uuid", rows, end -> end.reservation().id());
      array(statement, connection, 2, "text", rows, end -> end.kind().code());
      array(statement, connection, 3, "bigint", rows, end -> end.used().input().count());
      array(statement, connection, 4, "bigint", rows, end -> end.used().output().count());
      array(statement, connection, 5, "bigint", rows, end -> end.used().money().micros());
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          each.read(found.getObject(1, UUID.class), found.getLong(2), found.getLong(3));
        }
      }
    }
  }

  private static <T> void array(
      PreparedStatement statement,
      Connection connection,
      int at,
      String type,
      List<T> of,
      Function<T, Object> value)
      throws SQLException {
    statement.setArray(at, connection.createArrayOf(type, of.stream().map(value).toArray()));
  }

  /** Reads a reservation from columns id, account, scopes, counts_at, input, output, micros. */
  static Reservation reservation(ResultSet row) throws SQLException {
    return new Reservation(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        scopes(row.getArray(3)),
        Charge.of(row.getLong(5), row.getLong(6), row.getLong(7)),
        row.getObject(4, OffsetDateTime.class).toInstant());
  }

  private static List<Scope> scopes(Array keys) throws SQLException {
    return Arrays.stream((String[]) keys.getArray()).map(Scope::of).toList();
  }
}
