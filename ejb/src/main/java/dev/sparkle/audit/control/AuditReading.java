package dev.sparkle.audit.control;

import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.audit.entity.AuditKind;
import dev.sparkle.audit.entity.AuditRecord;
import dev.sparkle.audit.entity.ChainHash;
import dev.sparkle.audit.entity.Head;
import dev.sparkle.audit.entity.Severity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** The chains' table, as those use it who look at it. */
public final class AuditReading {

  private static final String COLUMNS =
      """
      chain, seq, at, kind, severity, account, generation, layer, decision, reason, score, rules,
      object, anchor_chain, anchor_seq, anchor_hash, hash
      """;

  /** Rows that are fetched at a time: the table may be larger than the memory. */
  private static final int FETCH = 5_000;

  /**
   * Verifies all chains as they are at one moment.
   *
   * @param kept heads that were kept elsewhere
   * @param connection without a transaction; it is left so
   */
  public Verification verify(Connection connection, List<Head> kept) throws SQLException {
    ChainVerifier verifier = new ChainVerifier();
    kept.forEach(head -> verifier.anchored(head, null));
    int isolation = connection.getTransactionIsolation();
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    try {
      anchors(connection, verifier);
      records(connection, verifier);
      return verifier.finish();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
      connection.setTransactionIsolation(isolation);
    }
  }

  private static void anchors(Connection connection, ChainVerifier verifier) throws SQLException {
    // served by audit_record_anchor; one whose kind was changed is found as altered itself
    String sql =
        """
        select anchor_chain, anchor_seq, anchor_hash, chain, seq, hash from audit_record
        where kind = 'anchor'
        """;
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH);
      try (ResultSet row = statement.executeQuery(sql)) {
        while (row.next()) {
          try {
            verifier.anchored(
                new Head(row.getString(1), row.getLong(2), ChainHash.of(row.getBytes(3))),
                new Head(row.getString(4), row.getLong(5), ChainHash.of(row.getBytes(6))));
          } catch (IllegalArgumentException | NullPointerException unreadable) {
            // its own record is found as altered
          }
        }
      }
    }
  }

  private static void records(Connection connection, ChainVerifier verifier) throws SQLException {
    // served by the primary key: chain after chain, each in its order
    String sql = "select " + COLUMNS + " from audit_record order by chain, seq";
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH);
      try (ResultSet row = statement.executeQuery(sql)) {
        while (row.next()) {
          AuditRecord record;
          try {
            record = record(row);
          } catch (IllegalArgumentException | NullPointerException unreadable) {
            verifier.takeUnreadable(row.getString(1), row.getLong(2));
            continue;
          }
          verifier.take(record);
        }
      }
    }
  }

  /** The records that fit, the latest first. */
  public List<AuditRecord> list(Connection connection, AuditFilter filter, int limit)
      throws SQLException {
    List<AuditRecord> found = new ArrayList<>();
    each(connection, filter, limit, found::add);
    return found;
  }

  /** Hands out the records that fit, the latest first. */
  public void each(
      Connection connection, AuditFilter filter, long limit, Consumer<AuditRecord> taker)
      throws SQLException {
    // served by audit_record_time, audit_record_account or audit_record_generation
    String sql =
        "select "
            + COLUMNS
            + " from audit_record where "
            + filter.condition()
            + " order by at desc, chain desc, seq desc limit ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH);
      int next = 1;
      for (Object value : filter.values()) {
        statement.setObject(next++, value);
      }
      statement.setLong(next, limit);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          taker.accept(record(row));
        }
      }
    }
  }

  private static AuditRecord record(ResultSet row) throws SQLException {
    AuditKind kind = AuditKind.of(row.getString("kind"));
    String rules = row.getString("rules");
    Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
    return new AuditRecord(
        row.getString("chain"),
        row.getLong("seq"),
        at,
        new AuditEvent(
            kind,
            Severity.of(row.getString("severity")),
            row.getString("account"),
            row.getObject("generation", UUID.class),
            row.getString("layer"),
            row.getString("decision"),
            row.getString("reason"),
            row.getObject("score", Integer.class),
            rules == null ? List.of() : List.of(rules.split(",", -1)),
            row.getString("object")),
        anchor(row),
        ChainHash.of(row.getBytes("hash")));
  }

  private static Head anchor(ResultSet row) throws SQLException {
    String chain = row.getString("anchor_chain");
    Long seq = row.getObject("anchor_seq", Long.class);
    byte[] hash = row.getBytes("anchor_hash");
    return chain == null && seq == null && hash == null
        ? null
        : new Head(chain, seq, ChainHash.of(hash));
  }
}
