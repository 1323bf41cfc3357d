package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.SourcePassage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The text of materials as it was taken in, part by part. Whoever calls has made sure that the
 * reader may see the material. Thread-safe; IllegalStateException if the database is away.
 */
public class MaterialText {

  private final DataSource database;

  public MaterialText(DataSource database) {
    this.database = Objects.requireNonNull(database, "database");
  }

  /** Index chunk_material_id_ordinal_key. */
  private static final String READ =
      """
      select ordinal, heading, page, text from chunk
      where material_id = ? and ordinal >= ? order by ordinal limit ?
      """;

  /**
   * Parts of a material in their order.
   *
   * @param from place of the first, from 0
   * @param limit at most so many
   */
  public List<SourcePassage> read(UUID material, int from, int limit) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(READ)) {
      select.setObject(1, material);
      select.setInt(2, from);
      select.setInt(3, limit);
      List<SourcePassage> found = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(
              new SourcePassage(
                  row.getInt("ordinal"),
                  row.getString("heading"),
                  row.getObject("page", Integer.class),
                  row.getString("text")));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("The material's text could not be read.", e);
    }
  }

  /** Index chunk_material_id_ordinal_key; reads all parts of the one material. */
  private static final String PLACE =
      """
      select ordinal from chunk
      where material_id = ?
        and starts_with(regexp_replace(btrim(text, E' \\t\\r\\n'), '\\s+', ' ', 'g'), ?)
      order by ordinal limit 1
      """;

  /**
   * Where a citation's excerpt was taken from; empty if the material has changed since.
   *
   * @param excerpt as a {@link dev.sparkle.knowledge.entity.Citation} has it
   */
  public OptionalInt place(UUID material, String excerpt) {
    String begin = excerpt.endsWith("…") ? excerpt.substring(0, excerpt.length() - 1) : excerpt;
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(PLACE)) {
      select.setObject(1, material);
      select.setString(2, begin);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The material's text could not be searched.", e);
    }
  }
}
