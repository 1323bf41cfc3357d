package dev.sparkle.knowledge.control;

import com.pgvector.PGvector;
import dev.sparkle.knowledge.entity.Reading.Unreadable;
import dev.sparkle.task.control.jobs.Fence;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The statements of taking a material in. Each carries the token of its run: after another run has
 * claimed the material, it changes nothing.
 */
final class IngestionRows {

  /** Small enough for any heap, large enough that 50 MiB are 50 round trips. */
  private static final int SLICE = 1 << 20;

  /**
   * Primary key. The token is what everything written later must carry. What failed is taken up
   * again if its own task is.
   */
  private static final String CLAIM =
      """
      update material
      set status = 'ingesting', lease_owner = ?, error_code = null, error_message = null,
          updated_at = now()
      where id = ? and (status in ('queued', 'ingesting') or status = 'failed' and task_id = ?)
      returning id, lease_owner, file_name, title, title_given, audience = 'everyone',
        case when audience = 'everyone' then course end
      """;

  /** Takes the material over from whichever run had it; empty if it is gone or ready. */
  Optional<Claim> claim(Connection connection, UUID material, Fence fence) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(CLAIM)) {
      update.setObject(1, fence.token());
      update.setObject(2, material);
      update.setObject(3, fence.task());
      try (ResultSet row = update.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Claim(
                    row.getObject(1, UUID.class),
                    row.getObject(2, UUID.class),
                    row.getString(3),
                    row.getString(4),
                    row.getBoolean(5),
                    row.getBoolean(6),
                    row.getString(7)))
            : Optional.empty();
      }
    }
  }

  /** Primary key. */
  private static final String BEGIN =
      """
      update material
      set progress = greatest(progress, ?), title = ?, updated_at = now()
      where id = ? and lease_owner = ?
      """;

  /** What an earlier run left beyond its checkpoint. Unique key (material_id, ordinal). */
  private static final String CLEAR = "delete from chunk where material_id = ? and ordinal >= ?";

  /** Keeps the chunks before an ordinal, and only them; false if the claim is lost. */
  boolean begin(Connection connection, Claim claim, int next, double progress) throws SQLException {
    boolean held =
        update(connection, BEGIN, (float) progress, claim.title(), claim.material(), claim.token())
            == 1;
    if (held) {
      update(connection, CLEAR, claim.material(), next);
    }
    return held;
  }

  /** Primary key; reads only the slice, since the bytes are stored uncompressed. */
  private static final String READ =
      "select substring(bytes from ? for ?) from material_content where material_id = ?";

  /** Copies the material's bytes, a slice at a time. */
  void copyContent(Connection connection, UUID material, OutputStream into)
      throws SQLException, IOException {
    try (PreparedStatement select = connection.prepareStatement(READ)) {
      byte[] slice;
      int from = 1;
      do {
        select.setInt(1, from);
        select.setInt(2, SLICE);
        select.setObject(3, material);
        try (ResultSet row = select.executeQuery()) {
          slice = row.next() ? row.getBytes(1) : new byte[0];
        }
        into.write(slice);
        from += SLICE;
      } while (slice.length == SLICE);
    }
  }

  /** One statement, so that no chunk is written for a claim that is lost. Primary key. */
  private static final String APPEND =
      """
      with held as (
        update material
        set progress = ?, updated_at = now()
        where id = ? and lease_owner = ?
        returning id, account_id)
      insert into chunk (id, material_id, account_id, shared, ordinal, heading, page, text,
                         language, search, embedding, embedding_model, judge, cleared_heading,
                         cleared_text)
      select gen_random_uuid(), held.id, held.account_id, ?, piece.ordinal, piece.heading,
        piece.page, piece.text, piece.language,
        setweight(to_tsvector('english', piece.heading_en) || piece.heading_grams::tsvector, 'A')
          || to_tsvector('english', piece.text_en) || piece.text_grams::tsvector,
        piece.embedding::vector, piece.embedding_model, nullif(piece.judge, ''),
        nullif(piece.cleared_heading, piece.heading), nullif(piece.cleared_text, piece.text)
      from held, unnest(?::int[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[],
                        ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        as piece (ordinal, heading, page, text, language, heading_en, heading_grams, text_en,
                  text_grams, embedding, embedding_model, judge, cleared_heading, cleared_text)
      """;

  /** Adds chunks; false if the claim is lost. */
  boolean append(Connection connection, Claim claim, List<Prepared> pieces, double progress)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
      insert.setFloat(1, (float) progress);
      insert.setObject(2, claim.material());
      insert.setObject(3, claim.token());
      insert.setBoolean(4, claim.shared());
      List<Function<Prepared, ?>> columns =
          List.of(
              each -> each.chunk().ordinal(),
              each -> each.chunk().heading(),
              each -> each.chunk().page(),
              each -> each.chunk().text(),
              each -> Cjk.language(each.chunk().text()),
              each -> SearchText.of(each.chunk().heading()).english(),
              each -> SearchText.of(each.chunk().heading()).vector(),
              each -> SearchText.of(each.chunk().text()).english(),
              each -> SearchText.of(each.chunk().text()).vector(),
              each -> new PGvector(each.vector()).getValue(),
              Prepared::model,
              each -> each.clearance().judge(),
              each -> each.clearance().heading(),
              each -> each.clearance().text());
      for (int at = 0; at < columns.size(); at++) {
        String type = at == 0 || at == 2 ? "int4" : "text";
        Object[] values = pieces.stream().map(columns.get(at)).toArray();
        insert.setArray(5 + at, connection.createArrayOf(type, values));
      }
      return insert.executeUpdate() == pieces.size();
    }
  }

  /** Primary key, and the unique key of chunk. */
  private static final String FINISH =
      """
      update material
      set status = 'ready', progress = 1, lease_owner = null, updated_at = now(),
          (chunks, flagged, language) = (
            select count(*),
              count(*) filter (where cleared_heading is not null or cleared_text is not null),
              case when 2 * count(*) filter (where language = 'zh') > count(*)
                then 'zh' else 'en' end
            from chunk where material_id = material.id)
      where id = ? and status = 'ingesting'
      """;

  /** Makes the chunks visible; false if that was done, or the material is gone. */
  boolean finish(Connection connection, UUID material) throws SQLException {
    return update(connection, FINISH, material) == 1;
  }

  /** Primary key. */
  private static final String FAIL =
      """
      update material
      set status = 'failed', error_code = ?, error_message = ?, lease_owner = null,
          updated_at = now()
      where id = ? and lease_owner = ?
      """;

  /** Says why the material cannot be used; false if the claim is lost. */
  boolean fail(Connection connection, Claim claim, Unreadable reason) throws SQLException {
    return update(
            connection, FAIL, reason.code(), reason.message(), claim.material(), claim.token())
        == 1;
  }

  /** Primary key. */
  private static final String GIVE_UP =
      """
      update material
      set status = 'failed', error_code = ?, error_message = ?, lease_owner = null,
          updated_at = now()
      where id = ? and status in ('queued', 'ingesting')
      """;

  /** Ends what nobody works on any more; false if it has ended. */
  boolean giveUp(Connection connection, UUID material, Unreadable reason) throws SQLException {
    return update(connection, GIVE_UP, reason.code(), reason.message(), material) == 1;
  }

  private static int update(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      for (int at = 0; at < parameters.length; at++) {
        update.setObject(at + 1, parameters[at]);
      }
      return update.executeUpdate();
    }
  }
}
