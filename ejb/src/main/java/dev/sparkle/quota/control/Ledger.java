package dev.sparkle.quota.control;

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
import java.util.List;
import java.util.Map;
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
   * Writes a reservation down.
   *
   * @param inMemory whether Redis does not know of it
   * @return false if there is one of this id already
   */
  boolean reserve(Reservation made, UUID incarnation, boolean inMemory) throws SQLException {
    // one of the id is found by quota_entry_generation_id_kind_key
    String sql =
        """
        with quick as materialized (select set_config('synchronous_commit', 'off', true))
        insert into quota_entry (generation_id, kind, account_id, scopes, counts_at, input_tokens,
                                 output_tokens, cost_micros, incarnation, in_memory)
        select ?, 'reserved', ?, ?, ?, ?, ?, ?, ?, ? from quick
        on conflict do nothing
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      Charge charge = made.charge();
      statement.setObject(1, made.id());
      statement.setObject(2, made.account());
      statement.setArray(
          3, connection.createArrayOf("text", made.scopes().stream().map(Scope::key).toArray()));
      statement.setObject(4, made.at().atOffset(ZoneOffset.UTC));
      statement.setLong(5, charge.input().count());
      statement.setLong(6, charge.output().count());
      statement.setLong(7, charge.money().micros());
      statement.setObject(8, incarnation);
      statement.setBoolean(9, inMemory);
      return statement.executeUpdate() == 1;
    }
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

  private interface Row {
    void read(UUID id, long tokens, long micros);
  }

  private static void run(Connection connection, String sql, Collection<End> ends, Row row)
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
          row.read(found.getObject(1, UUID.class), found.getLong(2), found.getLong(3));
        }
      }
    }
  }

  private static void array(
      PreparedStatement statement,
      Connection connection,
      int at,
      String type,
      List<End> ends,
      Function<End, Object> value)
      throws SQLException {
    statement.setArray(at, connection.createArrayOf(type, ends.stream().map(value).toArray()));
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
