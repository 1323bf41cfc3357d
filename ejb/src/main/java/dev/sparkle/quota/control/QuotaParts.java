package dev.sparkle.quota.control;

import dev.sparkle.platform.control.RedisLink;
import dev.sparkle.platform.control.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** The two books, the ledger and the clock of one node, put together. */
final class QuotaParts {

  /** After so long, somebody looks whether a reservation in Redis still has a node. */
  static final Duration LEASE = Duration.ofSeconds(10);

  private final Supplier<Settings.Quota> settings;
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
  private Settings.Quota configured;
  private String changesVersion = "";

  QuotaParts(
      DataSource database,
      RedisLink link,
      String node,
      Supplier<Settings.Quota> settings,
      QuotaEvents events,
      LongSupplier nanos) {
    this.settings = settings;
    this.windows = new Windows(ZoneId.of(settings.get().zone()));
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
    this.configured = settings.get();
    this.budgets = new Budgets(configured, Map.of());
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

  /** Takes in what operators have changed since the last look, of budgets and of settings. */
  synchronized void readChanges() throws SQLException {
    String version = changes.version();
    Settings.Quota now = settings.get();
    if (!version.equals(changesVersion) || !now.equals(configured)) {
      budgets = new Budgets(now, changes.all());
      configured = now;
      changesVersion = version;
    }
  }

  /** Reads the ledger, for the shares of the time without Redis; what waits is written before. */
  void takeBasis(NodeLeases.Share share, Instant now) throws SQLException {
    rows.bring();
    memory.basis(reader.snapshot(now), budgets, share, now);
  }
}
