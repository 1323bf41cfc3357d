package dev.sparkle.quota.control;

import dev.sparkle.platform.control.RedisLink;
import dev.sparkle.platform.control.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/** The two books, the ledger and the clock of one node, put together. */
final class QuotaParts {

  /** After so long, somebody looks whether a reservation in Redis still has a node. */
  static final Duration LEASE = Duration.ofSeconds(10);

  private final Settings.Quota settings;
  private final Windows windows;
  private final DatabaseClock clock;
  private final NodeLeases nodes;
  private final Rows rows;
  private final LedgerReader reader;
  private final RedisBook redis;
  private final RedisRebuild rebuild;
  private final MemoryBook memory;
  private final Ends ends;
  private final BudgetChanges changes;
  private volatile Budgets budgets;
  private String changesVersion = "";

  QuotaParts(
      DataSource database,
      RedisLink link,
      String node,
      Settings.Quota settings,
      QuotaEvents events,
      LongSupplier nanos) {
    this.settings = settings;
    this.windows = new Windows(ZoneId.of(settings.zone()));
    this.clock = new DatabaseClock(nanos);
    this.nodes = new NodeLeases(database, clock, node);
    Ledger ledger = new Ledger(database);
    this.rows = new Rows(ledger, events);
    this.reader = new LedgerReader(database, windows);
    this.redis =
        new RedisBook(
            link, windows, nodes.incarnation(), took -> events.scriptTook(Duration.ofNanos(took)));
    this.rebuild = new RedisRebuild(database, link, reader, windows, clock);
    this.memory = new MemoryBook(windows);
    this.ends = new Ends(ledger, reader, redis, events, clock);
    this.changes = new BudgetChanges(database);
    this.budgets = new Budgets(settings, Map.of());
  }

  Windows windows() {
    return windows;
  }

  DatabaseClock clock() {
    return clock;
  }

  NodeLeases nodes() {
    return nodes;
  }

  Rows rows() {
    return rows;
  }

  LedgerReader reader() {
    return reader;
  }

  RedisBook redis() {
    return redis;
  }

  RedisRebuild rebuild() {
    return rebuild;
  }

  MemoryBook memory() {
    return memory;
  }

  Ends ends() {
    return ends;
  }

  BudgetChanges changes() {
    return changes;
  }

  Budgets budgets() {
    return budgets;
  }

  /** Takes in what operators have changed since the last look. */
  synchronized void readChanges() throws SQLException {
    String version = changes.version();
    if (!version.equals(changesVersion)) {
      budgets = new Budgets(settings, changes.all());
      changesVersion = version;
    }
  }

  /** Reads the ledger, for the shares of the time without Redis; what waits is written before. */
  void takeBasis(NodeLeases.Share share, Instant now) throws SQLException {
    rows.bring();
    memory.basis(reader.snapshot(now), budgets, share, now);
  }
}
