package dev.sparkle.audit.control;

import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.audit.entity.AuditKind;
import dev.sparkle.audit.entity.AuditRecord;
import dev.sparkle.audit.entity.ChainHash;
import dev.sparkle.audit.entity.Head;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The chains' tables, as their writer uses them. */
public final class AuditRows {

  /** Keeps other writers of the chain out until the transaction ends. */
  void lock(Connection connection, String chain) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select pg_advisory_xact_lock(hashtext('audit'), hashtext(?))")) {
      statement.setString(1, chain);
      statement.execute();
    }
  }

  /** Makes the chain known to the others. */
  void register(Connection connection, String chain) throws SQLException {
    // served by the primary key
    String sql = "insert into audit_chain (chain) values (?) on conflict do nothing";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, chain);
      statement.executeUpdate();
    }
  }

  /** The end of the chain. */
  Head head(Connection connection, String chain) throws SQLException {
    // served by the primary key, from its end
    String sql = "select seq, hash from audit_record where chain = ? order by seq desc limit 1";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, chain);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? new Head(chain, row.getLong(1), ChainHash.of(row.getBytes(2)))
            : new Head(chain, 0, ChainHash.NONE);
      }
    }
  }

  /** The kind of a record that is there. */
  AuditKind kind(Connection connection, String chain, long seq) throws SQLException {
    // served by the primary key
    String sql = "select kind from audit_record where chain = ? and seq = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, chain);
      statement.setLong(2, seq);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return AuditKind.of(row.getString(1));
      }
    }
  }

  /** The ends of all chains but one. */
  List<Head> otherHeads(Connection connection, String own) throws SQLException {
    List<Head> heads = new ArrayList<>();
    // as many rows as there ever were nodes; each end as in head()
    String sql = "select chain from audit_chain where chain <> ? order by chain";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, own);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          heads.add(head(connection, row.getString(1)));
        }
      }
    }
    return heads;
  }

  /** Whether anything but anchors was written to the chain after that record. */
  boolean hasNews(Connection connection, String chain, long after) throws SQLException {
    // served by the primary key
    String sql =
        """
        select exists (select 1 from audit_record where chain = ? and seq > ? and kind <> 'anchor')
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, chain);
      statement.setLong(2, after);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** Adds records; the primary key refuses one that is there. */
  void append(Connection connection, List<AuditRecord> records) throws SQLException {
    String sql =
        """
        insert into audit_record (chain, seq, at, kind, severity, account, generation, layer,
          decision, reason, score, rules, object, anchor_chain, anchor_seq, anchor_hash, hash)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (AuditRecord record : records) {
        bind(statement, record);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void bind(PreparedStatement statement, AuditRecord record) throws SQLException {
    AuditEvent event = record.event();
    Head anchor = record.anchor();
    statement.setString(1, record.chain());
    statement.setLong(2, record.seq());
    statement.setObject(3, record.at().atOffset(ZoneOffset.UTC));
    statement.setString(4, event.kind().code());
    statement.setString(5, event.severity().code());
    statement.setString(6, event.account());
    statement.setObject(7, event.generation(), Types.OTHER);
    statement.setString(8, event.layer());
    statement.setString(9, event.decision());
    statement.setString(10, event.reason());
    statement.setObject(11, event.score(), Types.INTEGER);
    statement.setString(12, event.rules().isEmpty() ? null : String.join(",", event.rules()));
    statement.setString(13, event.object());
    statement.setString(14, anchor == null ? null : anchor.chain());
    statement.setObject(15, anchor == null ? null : anchor.seq(), Types.BIGINT);
    statement.setBytes(16, anchor == null ? null : anchor.hash().bytes());
    statement.setBytes(17, record.hash().bytes());
  }
}
