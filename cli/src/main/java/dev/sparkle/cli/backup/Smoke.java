package dev.sparkle.cli.backup;

import dev.sparkle.audit.control.AuditReading;
import dev.sparkle.audit.control.Verification;
import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.task.control.engine.QueueRows;
import dev.sparkle.task.entity.QueueStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks a database that was filled from a backup what the application asks. */
final class Smoke {

  /**
   * One question.
   *
   * @param seen what came, in a few words
   */
  record Finding(String what, boolean ok, String seen) {}

  /** Of each model one passage that everyone may find; by the index on embedding_model. */
  private static final String SAMPLES =
      """
      select distinct on (c.embedding_model) c.id, c.embedding_model, c.embedding::text,
        vector_dims(c.embedding)
      from chunk c join material m on m.id = c.material_id
      where c.shared and m.status = 'ready' and m.audience = 'everyone'
      """;

  /** As retrieval asks it: by the model's HNSW index. */
  private static final String NEAREST =
      """
      select c.embedding::vector(%1$d) <=> ?::vector(%1$d) as distance
      from chunk c join material m on m.id = c.material_id
      where c.shared and c.embedding_model = ? and m.status = 'ready' and m.audience = 'everyone'
      order by c.embedding::vector(%1$d) <=> ?::vector(%1$d) limit 5
      """;

  /** As the full-text side of retrieval asks it: by the index chunk_search. */
  private static final String MATCHING =
      "select count(*) from chunk where search @@ to_tsquery('english', 'water | light | number')";

  /** No row points at one that is not there: the keys were made anew over all rows. */
  private static final String INVALID =
      "select count(*) from pg_constraint where contype = 'f' and not convalidated";

  private static final String MIGRATED =
      "select count(*), count(*) filter (where not success) from flyway_schema_history";

  private Smoke() {}

  static List<Finding> of(DatabaseAddress database) {
    List<Finding> findings = new ArrayList<>();
    try (Connection connection = Database.connect(database, Duration.ZERO)) {
      migrated(connection, findings);
      search(connection, findings);
      audit(connection, findings);
      queue(connection, findings);
    } catch (SQLException e) {
      findings.add(new Finding("the application's questions", false, e.getMessage()));
    }
    return findings;
  }

  private static void migrated(Connection connection, List<Finding> findings) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery(MIGRATED)) {
        row.next();
        findings.add(
            new Finding(
                "migrations",
                row.getInt(1) > 0 && row.getInt(2) == 0,
                "%d applied, %d failed".formatted(row.getInt(1), row.getInt(2))));
      }
      try (ResultSet row = statement.executeQuery(INVALID)) {
        row.next();
        findings.add(
            new Finding("foreign keys", row.getInt(1) == 0, row.getInt(1) + " are not validated"));
      }
    }
  }

  /** A passage is found by its own meaning. */
  private static void search(Connection connection, List<Finding> findings) throws SQLException {
    int models = 0;
    try (Statement statement = connection.createStatement();
        ResultSet sample = statement.executeQuery(SAMPLES)) {
      while (sample.next()) {
        models++;
        String vector = sample.getString(3);
        try (PreparedStatement nearest =
            connection.prepareStatement(NEAREST.formatted(sample.getInt(4)))) {
          nearest.setString(1, vector);
          nearest.setString(2, sample.getString(2));
          nearest.setString(3, vector);
          try (ResultSet row = nearest.executeQuery()) {
            boolean found = row.next() && row.getDouble(1) < 1e-5;
            findings.add(
                new Finding(
                    "search by meaning, " + sample.getString(2),
                    found,
                    found ? "a passage is its own nearest" : "a passage is not found by itself"));
          }
        }
      }
    }
    if (models == 0) {
      findings.add(new Finding("search by meaning", true, "no passage for everyone to search"));
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(MATCHING)) {
      row.next();
      findings.add(new Finding("search by words", true, row.getLong(1) + " passages"));
    }
  }

  private static void audit(Connection connection, List<Finding> findings) throws SQLException {
    Verification audit = new AuditReading().verify(connection, List.of());
    findings.add(
        new Finding(
            "audit chains",
            audit.whole(),
            audit.whole()
                ? "%,d records of %d chains hold".formatted(audit.records(), audit.chains().size())
                : audit.broken().get(0).sentence()));
  }

  private static void queue(Connection connection, List<Finding> findings) throws SQLException {
    List<QueueStatus> queues = QueueRows.all(connection, Map.of("default", 1));
    long waiting = queues.stream().mapToLong(QueueStatus::queued).sum();
    findings.add(
        new Finding(
            "task queue",
            !queues.isEmpty(),
            "%d queues, %d tasks wait".formatted(queues.size(), waiting)));
  }
}
