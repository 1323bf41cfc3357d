package dev.sparkle.audit.control;

import dev.sparkle.audit.control.AuditQueue.Entry;
import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.audit.entity.AuditKind;
import dev.sparkle.audit.entity.AuditRecord;
import dev.sparkle.audit.entity.ChainHash;
import dev.sparkle.audit.entity.Head;
import dev.sparkle.audit.entity.Severity;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes one node's chain, batch after batch. A batch that fails is kept and written by the next
 * call; one whose commit was not answered is looked for before it is written again, so that no
 * record stands twice.
 *
 * <p>Two processes under one node's name share its chain: they take turns by a lock in the database
 * and each notes that it found another end than it had left.
 */
public final class ChainWriter {

  /** The decision of a {@code start} whose node had not said goodbye. */
  public static final String AFTER_CRASH = "after_crash";

  static final int BATCH = 500;

  private final String chain;
  private final AuditQueue queue;
  private final AuditRows rows;
  private final Map<String, Long> anchored = new HashMap<>();
  private final List<Entry> batch = new ArrayList<>();

  /** The end that this writer knows of; null before it has written anything. */
  private Head known;

  /** The end after the batch whose commit was not answered; null if there is none. */
  private Head attempted;

  public ChainWriter(String chain, AuditQueue queue, AuditRows rows) {
    this.chain = chain;
    this.queue = queue;
    this.rows = rows;
  }

  /**
   * Writes what waits, at most {@value #BATCH} records, in one transaction.
   *
   * @param connection without a transaction; it is left so
   * @return how many records were written
   */
  public synchronized int flush(Connection connection) throws SQLException {
    fill();
    if (batch.isEmpty() && known != null) {
      return 0;
    }
    connection.setAutoCommit(false);
    try {
      int written = write(connection);
      connection.commit();
      known = attempted;
      attempted = null;
      batch.forEach(entry -> entry.written().complete(null));
      batch.clear();
      return written;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private void fill() {
    if (attempted != null) {
      return;
    }
    long lost = queue.takeLost();
    if (lost > 0) {
      batch.add(
          queue.now(
              AuditEvent.ofTheRecord(AuditKind.GAP, Severity.WARNING, "lost", "records:" + lost)));
    }
    batch.addAll(queue.take(BATCH - batch.size()));
  }

  private int write(Connection connection) throws SQLException {
    rows.lock(connection, chain);
    Head head = rows.head(connection, chain);
    if (head.equals(attempted)) {
      return 0;
    }
    List<Entry> entries = new ArrayList<>(batch);
    if (known == null) {
      rows.register(connection, chain);
      entries.add(0, queue.now(start(connection, head)));
    } else if (!known.equals(head)) {
      entries.add(
          0,
          queue.now(
              AuditEvent.ofTheRecord(
                  AuditKind.HEAD_CHANGED, Severity.SEVERE, "continued", "record:" + known.seq())));
    }
    List<AuditRecord> records = link(head, entries);
    attempted = records.get(records.size() - 1).head();
    rows.append(connection, records);
    return records.size();
  }

  private AuditEvent start(Connection connection, Head head) throws SQLException {
    if (head.seq() == 0) {
      return AuditEvent.ofTheRecord(AuditKind.START, Severity.INFO, "first", null);
    }
    boolean goodbye = rows.kind(connection, chain, head.seq()) == AuditKind.STOP;
    return AuditEvent.ofTheRecord(
        AuditKind.START,
        goodbye ? Severity.INFO : Severity.WARNING,
        goodbye ? "after_stop" : AFTER_CRASH,
        null);
  }

  private List<AuditRecord> link(Head head, List<Entry> entries) {
    List<AuditRecord> records = new ArrayList<>();
    ChainHash before = head.hash();
    long seq = head.seq();
    for (Entry entry : entries) {
      seq++;
      var at = entry.at().truncatedTo(ChronoUnit.MICROS);
      before = CanonicalForm.hash(before, chain, seq, at, entry.event(), entry.anchor());
      records.add(new AuditRecord(chain, seq, at, entry.event(), entry.anchor(), before));
    }
    return records;
  }

  /**
   * Notes the ends of the other chains, as far as something new but anchors stands in them; they
   * are written by the next {@link #flush}.
   */
  public synchronized void anchor(Connection connection) throws SQLException {
    for (Head other : rows.otherHeads(connection, chain)) {
      long seen = anchored.getOrDefault(other.chain(), 0L);
      if (other.seq() > seen && rows.hasNews(connection, other.chain(), seen)) {
        queue.add(AuditEvent.ofTheRecord(AuditKind.ANCHOR, Severity.INFO, "seen", null), other);
        anchored.put(other.chain(), other.seq());
      }
    }
  }

  /** The end of the chain as this writer knows it; null before the first batch. */
  public synchronized Head head() {
    return known;
  }
}
