package dev.sparkle.knowledge.control;

import com.pgvector.PGvector;
import dev.sparkle.knowledge.entity.Clearance;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The searches over the table {@code chunk}. Every one has the condition of who may see what in its
 * SQL.
 */
final class ChunkIndex {

  /** The one rule of visibility; its parameters are the caller's account and classes. */
  private static final String VISIBLE =
      """
      m.status = 'ready' and (m.audience = 'everyone' or m.account_id = ?
        or exists (select 1 from material_share s
                   where s.material_id = m.id and s.class_id = any(?)))
      """;

  private static final Pattern MODEL_NAME = Pattern.compile("[a-z0-9.-]+");

  private final String nearest;
  private final String nearestChosen;
  private final String model;

  /** An index of the vectors of one model. Its name becomes part of the SQL, as indexes need it. */
  ChunkIndex(Embedder embedder) {
    this.model = embedder.model();
    if (!MODEL_NAME.matcher(model).matches()) {
      throw new IllegalArgumentException("not a model's name: " + model);
    }
    this.nearest = NEAREST.formatted(embedder.dimensions(), model);
    this.nearestChosen = NEAREST_CHOSEN.formatted(model, VISIBLE);
  }

  /**
   * Own chunks by index chunk_private, and those of the caller's classes by material_share_class
   * and the index of chunk (material_id, ordinal), exactly; everyone's by the model's HNSW index.
   */
  private static final String NEAREST =
      """
      select id from (
        (select c.id, c.embedding::vector(%1$d) <=> ?::vector(%1$d) as distance
         from chunk c join material m on m.id = c.material_id
         where c.shared and c.embedding_model = '%2$s'
           and m.status = 'ready' and m.audience = 'everyone'
         order by c.embedding::vector(%1$d) <=> ?::vector(%1$d) limit ?)
        union all
        (select c.id, c.embedding <=> ?::vector as distance
         from chunk c join material m on m.id = c.material_id
         where c.account_id = ? and not c.shared and c.embedding_model = '%2$s'
           and m.status = 'ready' and m.account_id = ?
         order by distance limit ?)
        union all
        (select c.id, c.embedding <=> ?::vector as distance
         from chunk c join material m on m.id = c.material_id
         where c.material_id in (select s.material_id from material_share s
                                 where s.class_id = any(?))
           and not c.shared and c.account_id <> ? and c.embedding_model = '%2$s'
           and m.status = 'ready'
         order by distance limit ?)) as all_parts
      order by distance limit ?
      """;

  /** Chosen materials by the index of chunk (material_id, ordinal), exactly. */
  private static final String NEAREST_CHOSEN =
      """
      select c.id from chunk c join material m on m.id = c.material_id
      where c.material_id = any(?) and c.embedding_model = '%s' and %s
      order by c.embedding <=> ?::vector limit ?
      """;

  /** The chunks whose meaning is nearest, best first. */
  List<UUID> nearest(Connection connection, Scope scope, float[] question, int limit)
      throws SQLException {
    String vector = new PGvector(question).getValue();
    return scope.chosen().isEmpty()
        ? ids(
            connection,
            nearest,
            List.of(
                vector,
                vector,
                limit,
                vector,
                scope.account(),
                scope.account(),
                limit,
                vector,
                scope.classes(),
                scope.account(),
                limit,
                limit))
        : ids(
            connection,
            nearestChosen,
            List.of(scope.chosen(), scope.account(), scope.classes(), vector, limit));
  }

  /** Index chunk_search; the rank is divided by the logarithm of the chunk's length (1). */
  private static final String MATCHING =
      """
      select c.id from chunk c join material m on m.id = c.material_id
      where c.search @@ ?::tsquery
        and (cardinality(?::uuid[]) = 0 or c.material_id = any(?)) and %s
      order by ts_rank_cd(c.search, ?::tsquery, 1) desc, c.id limit ?
      """
          .formatted(VISIBLE);

  /** The chunks that have the most of the tokens, best first. */
  List<UUID> matching(Connection connection, Scope scope, Collection<String> tokens, int limit)
      throws SQLException {
    if (tokens.isEmpty()) {
      return List.of();
    }
    String query = SearchText.anyOf(tokens);
    return ids(
        connection,
        MATCHING,
        List.of(
            query, scope.chosen(), scope.chosen(), scope.account(), scope.classes(), query, limit));
  }

  /** No table. */
  private static final String LEXEMES = "select tsvector_to_array(to_tsvector('english', ?))";

  /** The question's words as the index has them. */
  Set<String> tokens(Connection connection, String question) throws SQLException {
    Set<String> tokens = new LinkedHashSet<>();
    try (PreparedStatement select = connection.prepareStatement(LEXEMES)) {
      select.setString(1, SearchText.english(question));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        tokens.addAll(strings(row.getArray(1)));
      }
    }
    tokens.addAll(SearchText.questionTokens(question));
    return tokens;
  }

  /** Primary key of chunk. */
  private static final String LOAD =
      """
      select c.id, c.material_id, m.title, c.ordinal, c.heading, c.page, c.text,
        case when c.embedding_model = ? then 1 - (c.embedding <=> ?::vector) else 0 end,
        array(select unnest(tsvector_to_array(c.search)) intersect select unnest(?::text[])),
        case when m.audience = 'everyone' then m.course end,
        c.judge, coalesce(c.cleared_heading, c.heading), coalesce(c.cleared_text, c.text)
      from chunk c join material m on m.id = c.material_id
      where c.id = any(?) and %s
      """
          .formatted(VISIBLE);

  /** The chunks of these ids, in their order. */
  List<Found> load(
      Connection connection,
      Scope scope,
      List<UUID> ids,
      float[] question,
      Collection<String> tokens)
      throws SQLException {
    Map<UUID, Found> found = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(LOAD)) {
      select.setString(1, model);
      select.setString(2, new PGvector(question).getValue());
      select.setArray(3, connection.createArrayOf("text", tokens.toArray()));
      select.setArray(4, connection.createArrayOf("uuid", ids.toArray()));
      select.setObject(5, scope.account());
      select.setArray(6, connection.createArrayOf("uuid", scope.classes().toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.put(row.getObject(1, UUID.class), found(row));
        }
      }
    }
    return ids.stream().map(found::get).filter(Objects::nonNull).toList();
  }

  private static Found found(ResultSet row) throws SQLException {
    return new Found(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getString(3),
        row.getInt(4),
        row.getString(5),
        row.getObject(6, Integer.class),
        row.getString(7),
        row.getDouble(8),
        Set.copyOf(strings(row.getArray(9))),
        row.getString(10),
        clearance(row));
  }

  private static Clearance clearance(ResultSet row) throws SQLException {
    String judge = row.getString(11);
    return judge == null ? null : new Clearance(judge, row.getString(12), row.getString(13));
  }

  private static List<UUID> ids(Connection connection, String sql, List<?> parameters)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int at = 0; at < parameters.size(); at++) {
        Object parameter = parameters.get(at);
        select.setObject(
            at + 1,
            parameter instanceof Set<?> uuids
                ? connection.createArrayOf("uuid", uuids.toArray())
                : parameter);
      }
      try (ResultSet rows = select.executeQuery()) {
        List<UUID> ids = new ArrayList<>();
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
        return ids;
      }
    }
  }

  private static List<String> strings(Array array) throws SQLException {
    return Arrays.asList((String[]) array.getArray());
  }
}
