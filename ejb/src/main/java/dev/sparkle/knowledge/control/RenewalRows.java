package dev.sparkle.knowledge.control;

import com.pgvector.PGvector;
import dev.sparkle.knowledge.entity.IdRange;
import dev.sparkle.knowledge.entity.Spot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** The statements of going over all chunks. */
final class RenewalRows {

  /** Index material_for_everyone. */
  private static final String COURSES =
      """
      select distinct course from material
      where audience = 'everyone' and course is not null order by course
      """;

  List<String> courses(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(COURSES);
        ResultSet row = select.executeQuery()) {
      List<String> courses = new ArrayList<>();
      while (row.next()) {
        courses.add(row.getString(1));
      }
      return courses;
    }
  }

  /** One row. */
  private static final String IS_DONE = "select 1 from knowledge_renewal where fingerprint = ?";

  boolean isDone(Connection connection, String fingerprint) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(IS_DONE)) {
      select.setString(1, fingerprint);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Primary key. */
  private static final String DONE =
      """
      insert into knowledge_renewal (fingerprint) values (?)
      on conflict (only_row) do update set fingerprint = excluded.fingerprint, finished_at = now()
      """;

  boolean done(Connection connection, String fingerprint) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(DONE)) {
      insert.setString(1, fingerprint);
      return insert.executeUpdate() == 1;
    }
  }

  /** Index of the unique key (material_id, ordinal), alone. */
  private static final String COUNT =
      "select count(*) from chunk where material_id between ? and ?";

  long count(Connection connection, IdRange range) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(COUNT)) {
      select.setObject(1, range.from());
      select.setObject(2, range.to());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /**
   * Index of the unique key (material_id, ordinal), from the spot on. What is being taken in is
   * left to its own job.
   */
  private static final String PAGE =
      """
      select c.id, c.material_id, c.ordinal, c.heading, c.text, m.title,
        case when m.audience = 'everyone' then m.course end, c.embedding_model, c.judge
      from chunk c join material m on m.id = c.material_id
      where (c.material_id, c.ordinal) > (?, ?) and c.material_id <= ? and m.status = 'ready'
      order by c.material_id, c.ordinal limit ?
      """;

  List<Stored> page(Connection connection, IdRange range, Spot after, int limit)
      throws SQLException {
    Spot from = after == null ? new Spot(range.from(), -1) : after;
    try (PreparedStatement select = connection.prepareStatement(PAGE)) {
      select.setObject(1, from.material());
      select.setInt(2, from.ordinal());
      select.setObject(3, range.to());
      select.setInt(4, limit);
      try (ResultSet row = select.executeQuery()) {
        List<Stored> page = new ArrayList<>();
        while (row.next()) {
          page.add(stored(row));
        }
        return page;
      }
    }
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        row.getObject(1, UUID.class),
        new Spot(row.getObject(2, UUID.class), row.getInt(3)),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9));
  }

  /** Primary keys of chunk and material; one that was removed meanwhile is left out. */
  private static final String WRITE =
      """
      with renewed as (
        update chunk
        set embedding = coalesce(piece.embedding::vector, chunk.embedding),
            embedding_model = piece.model, judge = nullif(piece.judge, ''),
            cleared_heading = nullif(piece.cleared_heading, chunk.heading),
            cleared_text = nullif(piece.cleared_text, chunk.text)
        from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
          as piece (id, embedding, model, judge, cleared_heading, cleared_text)
        where chunk.id = piece.id
        returning 1)
      select count(*) from renewed
      """;

  /** Unique key (material_id, ordinal), and the primary key of material. */
  private static final String RECOUNT =
      """
      update material
      set flagged = (select count(*) from chunk where material_id = material.id
                       and (cleared_heading is not null or cleared_text is not null))
      where id = any(?)
      """;

  void write(Connection connection, List<Renewed> renewed) throws SQLException {
    List<Function<Renewed, ?>> columns =
        List.of(
            each -> each.stored().id(),
            each -> each.vector() == null ? null : new PGvector(each.vector()).getValue(),
            Renewed::model,
            each -> each.clearance().judge(),
            each -> each.clearance().heading(),
            each -> each.clearance().text());
    try (PreparedStatement update = connection.prepareStatement(WRITE)) {
      for (int at = 0; at < columns.size(); at++) {
        Object[] values = renewed.stream().map(columns.get(at)).toArray();
        update.setArray(at + 1, connection.createArrayOf(at == 0 ? "uuid" : "text", values));
      }
      update.execute();
    }
    Object[] materials =
        renewed.stream().map(each -> each.stored().at().material()).distinct().toArray();
    try (PreparedStatement update = connection.prepareStatement(RECOUNT)) {
      update.setArray(1, connection.createArrayOf("uuid", materials));
      update.executeUpdate();
    }
  }
}
