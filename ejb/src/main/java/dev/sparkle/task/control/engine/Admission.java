package dev.sparkle.task.control.engine;

import dev.sparkle.task.control.engine.Allowance.Left;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Lets tasks with limits into the lanes, in their order, as far as the limits allow. Those that are
 * in are claimed like any other; so claiming needs to know nothing of limits. Whoever admits holds
 * the rows of the keys, so that two nodes never admit the same place twice. Runs in the caller's
 * transaction.
 */
final class Admission {

  private static final int MOST = 500;

  /** Index task_held. */
  private static final String HELD =
      """
      select id, limit_keys from task
      where state = 'queued' and held and not (limit_keys && ?)
      order by lane, run_at, id limit 500
      """;

  private static final String LIMITS =
      """
      select key, concurrent, rate_starts,
             least(rate_starts, tokens + rate_starts * extract(epoch from
               now() - greatest(refilled_at, now() - rate_millis * interval '1 ms')) * 1000
               / rate_millis) as tokens,
             rate_millis
      from task_limit where key = any (?) order by key for update
      """;

  /** Index task_limited. */
  private static final String USED =
      """
      select k, count(*) from task cross join unnest(limit_keys) as k
      where limit_keys is not null and (state = 'running' or (state = 'queued' and not held))
        and k = any (?)
      group by k
      """;

  private static final String ADMIT =
      "update task set held = false where id = any (?) and held and state = 'queued'";

  private static final String SPEND =
      """
      update task_limit l set tokens = e.tokens, refilled_at = now()
      from unnest(?::text[], ?::float8[]) as e(key, tokens)
      where l.key = e.key and l.rate_starts is not null
      """;

  private record Candidate(UUID id, List<String> keys) {}

  private final Connection connection;
  private final Set<String> spent = new TreeSet<>();
  private long refill = Long.MAX_VALUE;

  private Admission(Connection connection) {
    this.connection = connection;
  }

  /** Admits what may start; tells in how many milliseconds a rate allows the next one. */
  static OptionalLong admit(Connection connection) throws SQLException {
    Admission admission = new Admission(connection);
    boolean more = true;
    while (more) {
      List<Candidate> held = admission.held();
      more = !held.isEmpty() && admission.admit(held) && held.size() == MOST;
    }
    return admission.refill == Long.MAX_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of(admission.refill);
  }

  private List<Candidate> held() throws SQLException {
    List<Candidate> held = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(HELD)) {
      new Arrays(select).add("text", spent, key -> key);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Array keys = rows.getArray(2);
          held.add(
              new Candidate(rows.getObject(1, UUID.class), List.of((String[]) keys.getArray())));
        }
      }
    }
    return held;
  }

  /** Whether a further look may find more. */
  private boolean admit(List<Candidate> held) throws SQLException {
    Set<String> keys = new TreeSet<>();
    held.forEach(each -> keys.addAll(each.keys));
    Allowance allowance = new Allowance(left(keys));
    List<UUID> in = new ArrayList<>();
    Set<String> limited = new TreeSet<>();
    for (Candidate each : held) {
      if (allowance.admit(each.keys)) {
        in.add(each.id);
        limited.addAll(each.keys);
      }
    }
    limited.retainAll(tokens.keySet());
    if (!in.isEmpty()) {
      try (PreparedStatement admit = connection.prepareStatement(ADMIT)) {
        new Arrays(admit).add("uuid", in, id -> id);
        admit.executeUpdate();
      }
      spend(limited, allowance);
    }
    boolean fresh = spent.addAll(allowance.spent());
    return fresh || !in.isEmpty();
  }

  private final Map<String, Double> tokens = new HashMap<>();

  private Map<String, Left> left(Set<String> keys) throws SQLException {
    Map<String, Left> left = new HashMap<>();
    try (PreparedStatement limits = connection.prepareStatement(LIMITS)) {
      new Arrays(limits).add("text", keys, key -> key);
      try (ResultSet rows = limits.executeQuery()) {
        while (rows.next()) {
          int concurrent = rows.getInt(2);
          int places = rows.wasNull() ? Integer.MAX_VALUE : concurrent;
          rows.getInt(3);
          boolean rated = !rows.wasNull();
          double now = rated ? rows.getDouble(4) : Double.POSITIVE_INFINITY;
          if (rated) {
            tokens.put(rows.getString(1), now);
            long perToken = Math.max(1, rows.getLong(5) / rows.getInt(3));
            refill = Math.min(refill, perToken);
          }
          left.put(rows.getString(1), new Left(places, now));
        }
      }
    }
    subtractUsed(left);
    return left;
  }

  private void subtractUsed(Map<String, Left> left) throws SQLException {
    try (PreparedStatement used = connection.prepareStatement(USED)) {
      new Arrays(used).add("text", left.keySet(), key -> key);
      try (ResultSet rows = used.executeQuery()) {
        while (rows.next()) {
          Left all = left.get(rows.getString(1));
          if (all.places() != Integer.MAX_VALUE) {
            left.put(rows.getString(1), new Left(all.places() - rows.getInt(2), all.tokens()));
          }
        }
      }
    }
  }

  private void spend(Collection<String> keys, Allowance allowance) throws SQLException {
    if (!keys.isEmpty()) {
      try (PreparedStatement spend = connection.prepareStatement(SPEND)) {
        new Arrays(spend).add("text", keys, key -> key).add("float8", keys, allowance::tokens);
        spend.executeUpdate();
      }
    }
  }
}
