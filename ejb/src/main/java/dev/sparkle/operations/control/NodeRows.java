package dev.sparkle.operations.control;

import dev.sparkle.operations.entity.NodeFigures;
import dev.sparkle.operations.entity.NodeState;
import dev.sparkle.platform.control.Json;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;

/** The nodes' rows: each writes its own, and everybody reads all. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class NodeRows {

  /** Three beats that did not come. */
  private static final Duration SILENT_AFTER = NodePulse.BEAT.multipliedBy(3);

  @Inject private DataSource database;

  /** Tells what a node is doing now. */
  public void tell(String node, Instant started, Collection<String> roles, NodeFigures figures)
      throws SQLException {
    // served by the primary key
    String sql =
        """
        insert into node_state (node, started_at, seen_at, roles, figures)
        values (?, ?, clock_timestamp(), ?, ?::jsonb)
        on conflict (node) do update set started_at = excluded.started_at,
          seen_at = excluded.seen_at, roles = excluded.roles, figures = excluded.figures
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, node);
      statement.setObject(2, started.atOffset(ZoneOffset.UTC));
      statement.setArray(3, connection.createArrayOf("text", roles.stream().sorted().toArray()));
      statement.setString(4, Json.write(figures));
      statement.executeUpdate();
    }
  }

  /** A node that ends in order is not missed. */
  public void leave(String node) throws SQLException {
    // served by the primary key
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("delete from node_state where node = ?")) {
      statement.setString(1, node);
      statement.executeUpdate();
    }
  }

  /** All that were there within the last day, by name; at most 500. */
  public List<NodeState> all() throws SQLException {
    // as many rows as there are nodes: read as a whole
    String sql =
        """
        select node, started_at, seen_at, roles, figures,
               case when seen_at > clock_timestamp() - ? * interval '1 ms' then 'up'
                    else 'silent' end as state
        from node_state where seen_at > now() - interval '1 day' order by node limit 500
        """;
    List<NodeState> nodes = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, SILENT_AFTER.toMillis());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          nodes.add(
              new NodeState(
                  row.getString("node"),
                  row.getString("state"),
                  row.getObject("started_at", OffsetDateTime.class).toInstant(),
                  row.getObject("seen_at", OffsetDateTime.class).toInstant(),
                  List.of((String[]) row.getArray("roles").getArray()),
                  Json.read(row.getString("figures"), NodeFigures.class)));
        }
      }
    }
    return nodes;
  }
}
