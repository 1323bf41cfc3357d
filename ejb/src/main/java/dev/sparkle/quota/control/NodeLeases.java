package dev.sparkle.quota.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Which nodes live, by the database's clock: each says so every second. That tells how many share
 * the budgets while Redis is away, and whose reservations are abandoned. It brings the database's
 * time, too.
 */
final class NodeLeases {

  /** A node that said nothing for so long is dead. */
  static final Duration LEASE = Duration.ofSeconds(5);

  /**
   * This node's share of what all may use.
   *
   * @param nodes nodes that live, this one included; from 1
   * @param place this node's place among them, from 0
   * @param settled whether it is long enough there that the others count with it
   */
  record Share(int nodes, int place, boolean settled) {

    Share {
      if (nodes < 1 || place < 0 || place >= nodes) {
        throw new IllegalArgumentException("no share: " + place + " of " + nodes);
      }
    }

    /** This node's part of a limit; all nodes' parts together are the limit. */
    long of(long limit) {
      return limit / nodes + (place < limit % nodes ? 1 : 0);
    }
  }

  private final DataSource database;
  private final DatabaseClock clock;
  private final String node;
  private final UUID incarnation = UUID.randomUUID();
  private volatile Share share;
  private volatile Instant goodUntil = Instant.MIN;

  NodeLeases(DataSource database, DatabaseClock clock, String node) {
    this.database = database;
    this.clock = clock;
    this.node = node;
  }

  /** This run of this node. */
  UUID incarnation() {
    return incarnation;
  }

  /** Says that this node lives, and learns who else does. */
  void renew() throws SQLException {
    // served by the primary key and quota_node_lease
    String say =
        """
        insert into quota_node (incarnation, node, joined_at, lease_until)
        values (?, ?, clock_timestamp(), clock_timestamp() + ? * interval '1 ms')
        on conflict (incarnation) do update set
          joined_at = case when quota_node.lease_until < clock_timestamp()
                           then clock_timestamp() else quota_node.joined_at end,
          lease_until = excluded.lease_until
        returning joined_at, lease_until, clock_timestamp()
        """;
    String count =
        """
        select count(*), count(*) filter (where incarnation < ?)
        from quota_node where lease_until > clock_timestamp()
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement saying = connection.prepareStatement(say);
        PreparedStatement counting = connection.prepareStatement(count)) {
      saying.setObject(1, incarnation);
      saying.setString(2, node);
      saying.setLong(3, LEASE.toMillis());
      long asked = clock.nanos();
      Instant joined;
      Instant until;
      try (ResultSet row = saying.executeQuery()) {
        row.next();
        joined = row.getObject(1, OffsetDateTime.class).toInstant();
        until = row.getObject(2, OffsetDateTime.class).toInstant();
        Instant said = row.getObject(3, OffsetDateTime.class).toInstant();
        clock.set(said, asked + (clock.nanos() - asked) / 2);
      }
      counting.setObject(1, incarnation);
      try (ResultSet row = counting.executeQuery()) {
        row.next();
        int nodes = row.getInt(1);
        boolean settled = nodes == 1 || joined.plus(LEASE).isBefore(clock.instant());
        share = new Share(Math.max(1, nodes), Math.min(row.getInt(2), nodes - 1), settled);
      }
      goodUntil = until;
    }
  }

  /** This node's share; null if its lease is over, or others do not count with it yet. */
  Share share() {
    Share known = share;
    return known != null && known.settled() && clock.instant().isBefore(goodUntil) ? known : null;
  }

  /** Says that this node is gone, and forgets runs that ended long ago. */
  void leave() throws SQLException {
    try (Connection connection = database.getConnection()) {
      // served by the primary key
      run(
          connection,
          "update quota_node set lease_until = clock_timestamp() where incarnation = ?",
          incarnation);
      // served by quota_node_lease
      run(
          connection,
          "delete from quota_node where lease_until < clock_timestamp() - interval '2 days'",
          null);
    }
  }

  private static void run(Connection connection, String sql, UUID id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      if (id != null) {
        statement.setObject(1, id);
      }
      statement.executeUpdate();
    }
  }
}
