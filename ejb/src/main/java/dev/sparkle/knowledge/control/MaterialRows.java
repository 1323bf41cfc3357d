package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Audience;
import dev.sparkle.knowledge.entity.Material;
import dev.sparkle.knowledge.entity.MaterialFormat;
import dev.sparkle.knowledge.entity.MaterialStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The statements on {@code material} that act for a caller. Each is a transaction of its own. */
final class MaterialRows {

  private static final String COLUMNS =
      """
      id, account_id, title, course, file_name, media_type, byte_size, audience, status, chunks,
      flagged, progress, language, error_code, error_message, task_id, created_at,
      updated_at""";

  /**
   * One statement, so that there is no material without its bytes. The lease is one that a node of
   * the version before, which took materials by themselves, never claims.
   */
  private static final String INSERT =
      """
      with accepted as (
        insert into material (id, account_id, title, title_given, course, file_name, media_type,
                              byte_size, sha256, audience, task_id, lease_until)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'infinity')
        returning %1$s),
      stored as (
        insert into material_content (material_id, bytes) select id, ? from accepted)
      select %1$s from accepted
      """
          .formatted(COLUMNS);

  /** Stores a material; {@code task} is the one that takes it in. */
  Material insert(Connection connection, NewMaterial material, UUID task)
      throws SQLException, IOException {
    try (InputStream content = Files.newInputStream(material.content());
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      long size = Files.size(material.content());
      insert.setObject(1, material.id());
      insert.setObject(2, material.account());
      insert.setString(3, material.title());
      insert.setBoolean(4, material.titleGiven());
      insert.setString(5, material.course());
      insert.setString(6, material.fileName());
      insert.setString(7, material.format().mediaType());
      insert.setLong(8, size);
      insert.setBytes(9, material.sha256());
      insert.setString(10, material.audience().wireName());
      insert.setObject(11, task);
      insert.setBinaryStream(12, content, size);
      return materials(insert).get(0);
    }
  }

  /** Primary keys of material and material_share. */
  private static final String GET =
      """
      select %s from material where id = ? and (account_id = ? or audience = 'everyone'
        or exists (select 1 from material_share s
                   where s.material_id = material.id and s.class_id = any(?)))
      """
          .formatted(COLUMNS);

  Optional<Material> get(Connection connection, UUID account, Set<UUID> classes, UUID id)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(GET)) {
      select.setObject(1, id);
      select.setObject(2, account);
      select.setArray(3, connection.createArrayOf("uuid", classes.toArray()));
      return materials(select).stream().findFirst();
    }
  }

  /** Own by index material_by_account, everyone's by material_for_everyone, classes' by theirs. */
  private static final String LIST =
      """
      select * from (
        (select %1$s from material
         where account_id = ? and (created_at, id) < (?, ?)
         order by created_at desc, id desc limit ?)
        union all
        (select %1$s from material
         where audience = 'everyone' and account_id <> ? and (created_at, id) < (?, ?)
         order by created_at desc, id desc limit ?)
        union all
        (select %1$s from material
         where audience = 'me' and account_id <> ? and (created_at, id) < (?, ?)
           and id in (select s.material_id from material_share s where s.class_id = any(?))
         order by created_at desc, id desc limit ?)) as all_parts
      order by created_at desc, id desc limit ?
      """
          .formatted(COLUMNS);

  /** What the account may see, newest first, from after the cursor. */
  List<Material> list(
      Connection connection, UUID account, Set<UUID> classes, MaterialCursor after, int limit)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LIST)) {
      int at = 0;
      for (int part = 0; part < 3; part++) {
        select.setObject(++at, account);
        select.setObject(++at, after.createdAt().atOffset(ZoneOffset.UTC));
        select.setObject(++at, after.id());
        if (part == 2) {
          select.setArray(++at, connection.createArrayOf("uuid", classes.toArray()));
        }
        select.setInt(++at, limit);
      }
      select.setInt(++at, limit);
      return materials(select);
    }
  }

  /** Primary key; content and chunks go with it. */
  private static final String DELETE =
      """
      delete from material where id = ? and (account_id = ? or ?)
      returning case when status in ('queued', 'ingesting') then task_id end
      """;

  /**
   * What became of a material that was to be removed.
   *
   * @param task that is taking it in and has nothing more to do; null if there is none
   */
  record Removed(boolean removed, UUID task) {}

  Removed delete(Connection connection, UUID account, boolean anyOwner, UUID id)
      throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
      delete.setObject(1, id);
      delete.setObject(2, account);
      delete.setBoolean(3, anyOwner);
      try (ResultSet row = delete.executeQuery()) {
        return row.next()
            ? new Removed(true, row.getObject(1, UUID.class))
            : new Removed(false, null);
      }
    }
  }

  /** Index material_open, by its condition. */
  private static final String OPEN =
      """
      select %s from material
      where status in ('queued', 'ingesting')
        and updated_at <= now() - ? * interval '1 millisecond'
      """
          .formatted(COLUMNS);

  /** What is neither ready nor failed, and did not move for a time; all accounts'. */
  List<Material> open(Connection connection, Duration still) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OPEN)) {
      select.setLong(1, still.toMillis());
      return materials(select);
    }
  }

  /** Primary key. */
  private static final String LOCK =
      """
      select 1 from material
      where id = ? and status in ('queued', 'ingesting') and task_id is not distinct from ?
      for update skip locked
      """;

  /** Keeps others from giving it a task until the transaction ends; false if one has. */
  boolean lock(Connection connection, Material material) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LOCK)) {
      select.setObject(1, material.id());
      select.setObject(2, material.task(), Types.OTHER);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Primary key; a node of the version before must not take it any more. */
  private static final String TAKEN =
      "update material set task_id = ?, lease_until = 'infinity', updated_at = now() where id = ?";

  /** Remembers which task takes a material in. */
  void taken(Connection connection, UUID id, UUID task) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(TAKEN)) {
      update.setObject(1, task);
      update.setObject(2, id);
      update.executeUpdate();
    }
  }

  /** Index material_share_class. */
  private static final String OF_CLASS =
      """
      select %s from material
      where id in (select s.material_id from material_share s where s.class_id = ?)
      order by created_at desc, id desc
      """
          .formatted(COLUMNS);

  /** What is shared with a class, newest first. */
  List<Material> ofClass(Connection connection, UUID schoolClass) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OF_CLASS)) {
      select.setObject(1, schoolClass);
      return materials(select);
    }
  }

  /** Primary keys. */
  private static final String SHARE =
      """
      insert into material_share (material_id, class_id)
      select id, ? from material where id = ? and account_id = ?
      on conflict (material_id, class_id) do update set material_id = excluded.material_id
      """;

  /** Lets a class see a material of that account; false if there is none. */
  boolean share(Connection connection, UUID account, UUID id, UUID schoolClass)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(SHARE)) {
      insert.setObject(1, schoolClass);
      insert.setObject(2, id);
      insert.setObject(3, account);
      return insert.executeUpdate() == 1;
    }
  }

  /** Primary key. */
  private static final String UNSHARE =
      "delete from material_share where material_id = ? and class_id = ?";

  boolean unshare(Connection connection, UUID id, UUID schoolClass) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(UNSHARE)) {
      delete.setObject(1, id);
      delete.setObject(2, schoolClass);
      return delete.executeUpdate() == 1;
    }
  }

  private static List<Material> materials(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      List<Material> materials = new ArrayList<>();
      while (row.next()) {
        materials.add(material(row));
      }
      return materials;
    }
  }

  private static Material material(ResultSet row) throws SQLException {
    String code = row.getString("error_code");
    return new Material(
        row.getObject("id", UUID.class),
        row.getObject("account_id", UUID.class),
        row.getString("title"),
        row.getString("course"),
        row.getString("file_name"),
        MaterialFormat.of(row.getString("media_type")),
        row.getLong("byte_size"),
        Audience.of(row.getString("audience")),
        MaterialStatus.of(row.getString("status")),
        row.getInt("chunks"),
        row.getInt("flagged"),
        row.getFloat("progress"),
        row.getString("language"),
        code == null ? null : new Material.Failure(code, row.getString("error_message")),
        row.getObject("task_id", UUID.class),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }
}
