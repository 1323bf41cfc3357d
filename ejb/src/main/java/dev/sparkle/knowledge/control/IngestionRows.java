package dev.sparkle.knowledge.control;

import com.pgvector.PGvector;
import dev.sparkle.knowledge.entity.Chunk;
import dev.sparkle.knowledge.entity.Clearance;
import dev.sparkle.knowledge.entity.Reading.Unreadable;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The statements by which nodes share the work of taking in material. Each is a transaction of its
 * own; times are the database's, so that the nodes' clocks do not matter.
 */
final class IngestionRows {

  /** A file on which so many nodes went silent is taken to be the reason. */
  static final int MAX_ATTEMPTS = 3;

  /** Small enough for any heap, large enough that 50 MiB are 50 round trips. */
  private static final int SLICE = 1 << 20;

  /** Index material_open. */
  private static final String GIVE_UP =
      """
      update material
      set status = 'failed', error_code = ?, error_message = ?, lease_owner = null,
          updated_at = now()
      where status = 'ingesting' and lease_until <= now() and attempts >= ?
      """;

  /** Ends what was tried too often. */
  int giveUp(Connection connection, Unreadable reason) throws SQLException {
    return update(connection, GIVE_UP, reason.code(), reason.message(), MAX_ATTEMPTS);
  }

  /** Index material_open; the oldest first. */
  private static final String CLAIM =
      """
      update material
      set status = 'ingesting', lease_owner = ?, lease_until = now() + ? * interval '1 millisecond',
          attempts = attempts + 1, progress = 0, updated_at = now()
      where id = (
        select id from material
        where status in ('queued', 'ingesting') and lease_until <= now()
          and attempts < ?
        order by lease_until, id limit 1
        for update skip locked)
      returning id, lease_owner, file_name, title, title_given, audience = 'everyone', attempts,
        case when audience = 'everyone' then course end
      """;

  /**
   * Chunks that an earlier attempt left; nobody has seen them. Unique key (material_id, ordinal).
   */
  private static final String CLEAR = "delete from chunk where material_id = ?";

  /** Takes one material that waits, or whose node went silent. */
  Optional<Claim> claim(Connection connection, Duration lease) throws SQLException {
    Claim claim;
    try (PreparedStatement update = connection.prepareStatement(CLAIM)) {
      update.setObject(1, UUID.randomUUID());
      update.setLong(2, lease.toMillis());
      update.setInt(3, MAX_ATTEMPTS);
      try (ResultSet row = update.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        claim =
            new Claim(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getBoolean(5),
                row.getBoolean(6),
                row.getInt(7),
                row.getString(8));
      }
    }
    update(connection, CLEAR, claim.material());
    return Optional.of(claim);
  }

  /** Primary key. */
  private static final String RENEW =
      """
      update material set lease_until = now() + ? * interval '1 millisecond'
      where id = ? and lease_owner = ?
      """;

  /** Keeps the claim for another lease; false if it is lost. */
  boolean renew(Connection connection, Claim claim, Duration lease) throws SQLException {
    return update(connection, RENEW, lease.toMillis(), claim.material(), claim.token()) == 1;
  }

  /** Primary key; reads only the slice, since the bytes are stored uncompressed. */
  private static final String READ =
      "select substring(bytes from ? for ?) from material_content where material_id = ?";

  /** Copies the material's bytes, a slice at a time. */
  void copyContent(Connection connection, Claim claim, OutputStream into)
      throws SQLException, IOException {
    try (PreparedStatement select = connection.prepareStatement(READ)) {
      byte[] slice;
      int from = 1;
      do {
        select.setInt(1, from);
        select.setInt(2, SLICE);
        select.setObject(3, claim.material());
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
        set progress = ?, lease_until = now() + ? * interval '1 millisecond', updated_at = now()
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

  /** A chunk with its vector, the model that made it, and what the judge left of it. */
  record Embedded(Chunk chunk, String model, float[] vector, Clearance clearance) {}

  /** Adds chunks and renews the claim; false if it is lost. */
  boolean append(
      Connection connection, Claim claim, List<Embedded> pieces, double progress, Duration lease)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
      insert.setFloat(1, (float) progress);
      insert.setLong(2, lease.toMillis());
      insert.setObject(3, claim.material());
      insert.setObject(4, claim.token());
      insert.setBoolean(5, claim.shared());
      List<Function<Embedded, ?>> columns =
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
              Embedded::model,
              each -> each.clearance().judge(),
              each -> each.clearance().heading(),
              each -> each.clearance().text());
      for (int at = 0; at < columns.size(); at++) {
        String type = at == 0 || at == 2 ? "int4" : "text";
        Object[] values = pieces.stream().map(columns.get(at)).toArray();
        insert.setArray(6 + at, connection.createArrayOf(type, values));
      }
      return insert.executeUpdate() == pieces.size();
    }
  }

  /** Primary key. */
  private static final String FINISH =
      """
      update material
      set status = 'ready', progress = 1, chunks = ?, language = ?, lease_owner = null,
          flagged = (select count(*) from chunk c where c.material_id = material.id
                       and (c.cleared_heading is not null or c.cleared_text is not null)),
          title = case when title_given then title else coalesce(?, title) end, updated_at = now()
      where id = ? and lease_owner = ?
      """;

  /** Makes the chunks visible; false if the claim is lost. */
  boolean finish(Connection connection, Claim claim, int chunks, String language, String title)
      throws SQLException {
    return update(connection, FINISH, chunks, language, title, claim.material(), claim.token())
        == 1;
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
  private static final String RELEASE =
      """
      update material
      set status = 'queued', lease_owner = null, lease_until = now(), attempts = attempts - 1,
          progress = 0, updated_at = now()
      where id = ? and lease_owner = ?
      """;

  /** Hands the claim back as if it had never been; false if it is lost. */
  boolean release(Connection connection, Claim claim) throws SQLException {
    return update(connection, RELEASE, claim.material(), claim.token()) == 1;
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
