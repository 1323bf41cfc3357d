package dev.sparkle.quota.control;

import dev.sparkle.platform.control.RedisLink;
import dev.sparkle.quota.control.LedgerReader.Snapshot;
import dev.sparkle.quota.control.LedgerReader.Sums;
import dev.sparkle.quota.entity.Reservation;
import dev.sparkle.quota.entity.Scope;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Makes the copy in Redis anew from the ledger, under a new name. Any node can; one at a time does.
 * While it is being made no copy counts, and nodes use their shares.
 */
final class RedisRebuild {

  private static final String REBUILDING = RedisBook.PREFIX + "rebuilding";

  /** Commands that are sent together. */
  private static final int BATCH = 1000;

  /** Only who began last may name the copy: one that was held up has an older picture. */
  private static final String NAME_IT =
      """
      if redis.call('GET', KEYS[1]) == ARGV[1] then
        redis.call('SET', KEYS[2], ARGV[1])
        return 1
      end
      return 0
      """;

  private final DataSource database;
  private final RedisLink redis;
  private final LedgerReader ledger;
  private final Windows windows;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  RedisRebuild(
      DataSource database, RedisLink redis, LedgerReader ledger, Windows windows, Clock clock) {
    this.database = database;
    this.redis = redis;
    this.ledger = ledger;
    this.windows = windows;
    this.clock = clock;
  }

  /**
   * Makes a copy, unless another node has replaced the bad one already, or is about to.
   *
   * @param bad the copy that must not be used any more; blank if there is none
   * @return the name of the copy to use; empty if there is none yet
   */
  Optional<String> replace(String bad, Duration lease) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        if (!locked(connection)) {
          return Optional.empty();
        }
        Optional<String> named =
            redis.ask(client -> Optional.ofNullable(client.get(RedisBook.BUILT)).orElse(""));
        if (named.isEmpty()) {
          return Optional.empty();
        }
        return named.get().isEmpty() || named.get().equals(bad) ? make(bad, lease) : named;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  private static boolean locked(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select pg_try_advisory_xact_lock(hashtext('sparkle quota rebuild'))")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private Optional<String> make(String old, Duration lease) throws SQLException {
    byte[] drawn = new byte[6];
    random.nextBytes(drawn);
    String copy = HexFormat.of().formatHex(drawn);
    boolean begun =
        redis
            .ask(
                client -> {
                  client.set(REBUILDING, copy);
                  client.del(RedisBook.BUILT);
                  return true;
                })
            .isPresent();
    if (!begun) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Snapshot snapshot = ledger.snapshot(now);
    return redis
        .ask(client -> fill(client, copy, snapshot, now, lease))
        .filter(named -> named)
        .map(
            named -> {
              redis.ask(client -> forget(client, old));
              return copy;
            });
  }

  private boolean fill(
      UnifiedJedis client, String copy, Snapshot snapshot, Instant now, Duration lease) {
    try (Batch batch = new Batch(client)) {
      used(snapshot, now)
          .forEach((scope, fields) -> batch.add(p -> p.hset(RedisBook.used(copy, scope), fields)));
      for (Reservation open : snapshot.open()) {
        String id = open.id().toString();
        batch.add(p -> p.hset(RedisBook.open(copy), id, OpenRecord.written(open).line()));
        batch.add(p -> p.zadd(RedisBook.leases(copy), now.plus(lease).toEpochMilli(), id));
      }
      for (Reservation asked : snapshot.requests()) {
        for (Scope scope : asked.scopes()) {
          String key = RedisBook.requests(copy, scope);
          batch.add(p -> p.zadd(key, asked.at().toEpochMilli(), asked.id().toString()));
          batch.add(p -> p.pexpire(key, 120_000));
        }
      }
      SetParams remembered = SetParams.setParams().px(RedisBook.REMEMBERED.toMillis());
      snapshot
          .recent()
          .forEach(
              (id, kind) ->
                  batch.add(p -> p.set(RedisBook.done(copy, id), kind.code(), remembered)));
    }
    RedisBook.load(client);
    return Long.valueOf(1)
        .equals(client.eval(NAME_IT, List.of(REBUILDING, RedisBook.BUILT), List.of(copy)));
  }

  private Map<Scope, Map<String, String>> used(Snapshot snapshot, Instant now) {
    Map<Scope, Map<String, String>> used = new HashMap<>();
    snapshot
        .sums()
        .forEach(
            (scope, sums) -> {
              Map<String, String> fields = used.computeIfAbsent(scope, s -> new HashMap<>());
              fields.put("t:" + windows.day(now), Long.toString(sums.tokens()));
              fields.put("m:" + windows.month(now), Long.toString(sums.micros()));
            });
    Map<Scope, Sums> held = new HashMap<>();
    Map<Scope, Integer> running = new HashMap<>();
    for (Reservation open : snapshot.open()) {
      Sums more = new Sums(open.charge().tokens().count(), open.charge().money().micros());
      for (Scope scope : open.scopes()) {
        held.merge(scope, more, Sums::plus);
        running.merge(scope, 1, Integer::sum);
      }
    }
    held.forEach(
        (scope, sums) -> {
          Map<String, String> fields = used.computeIfAbsent(scope, s -> new HashMap<>());
          fields.put("ht", Long.toString(sums.tokens()));
          fields.put("hm", Long.toString(sums.micros()));
          fields.put("n", running.get(scope).toString());
        });
    return used;
  }

  /** Removes a copy that nobody uses any more. */
  private static boolean forget(UnifiedJedis client, String copy) {
    if (copy.isBlank()) {
      return true;
    }
    ScanParams all = new ScanParams().match(RedisBook.PREFIX + copy + ":*").count(BATCH);
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      ScanResult<String> found = client.scan(cursor, all);
      if (!found.getResult().isEmpty()) {
        client.unlink(found.getResult().toArray(String[]::new));
      }
      cursor = found.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    return true;
  }

  /** Sends commands by the thousand, and fails if one has failed. */
  private static final class Batch implements AutoCloseable {

    private interface Command {
      Response<?> send(AbstractPipeline pipeline);
    }

    private final UnifiedJedis client;
    private final List<Command> commands = new ArrayList<>();

    Batch(UnifiedJedis client) {
      this.client = client;
    }

    void add(Command command) {
      commands.add(command);
      if (commands.size() == BATCH) {
        close();
      }
    }

    @Override
    public void close() {
      try (AbstractPipeline pipeline = client.pipelined()) {
        List<? extends Response<?>> answers =
            commands.stream().map(command -> command.send(pipeline)).toList();
        pipeline.sync();
        answers.forEach(Response::get);
      }
      commands.clear();
    }
  }
}
