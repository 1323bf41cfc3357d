package dev.sparkle.identity.control;

import dev.sparkle.identity.entity.Member;
import dev.sparkle.identity.entity.Part;
import dev.sparkle.identity.entity.SchoolClass;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The statements on classes and their members, in the connection's transaction. */
final class ClassRows {

  private ClassRows() {}

  /**
   * Makes a class.
   *
   * @param requestKey null: none
   * @return its id, or that of the one that the same request made before
   */
  static UUID insert(
      Connection connection,
      UUID teacher,
      String name,
      String course,
      String joinCode,
      String requestKey)
      throws SQLException {
    // served by school_class_request; the update of nothing makes an existing row come back, too
    String sql =
        """
        insert into school_class (id, name, course, join_code, created_by, request_key)
        values (?, ?, ?, ?, ?, ?)
        on conflict (created_by, request_key) do update set request_key = excluded.request_key
        returning id
        """;
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setObject(1, UUID.randomUUID());
      insert.setString(2, name);
      insert.setString(3, course);
      insert.setString(4, joinCode);
      insert.setObject(5, teacher);
      insert.setString(6, requestKey);
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return row.getObject(1, UUID.class);
      }
    }
  }

  private static final String COLUMNS =
      """
      select c.id, c.name, c.course, c.join_code, m.part, c.created_at,
        (select count(*) from class_member l where l.class_id = c.id and l.part = 'learner')
      from school_class c left join class_member m on m.class_id = c.id and m.account_id = ?
      """;

  /** Index class_member_account. */
  static List<SchoolClass> of(Connection connection, UUID account) throws SQLException {
    return read(connection, COLUMNS + " where m.part is not null order by c.name, c.id", account);
  }

  /** Reads the whole table, for operators. */
  static List<SchoolClass> all(Connection connection, UUID account) throws SQLException {
    return read(connection, COLUMNS + " order by c.name, c.id", account);
  }

  /** Primary keys. */
  static Optional<SchoolClass> find(Connection connection, UUID account, UUID id)
      throws SQLException {
    return read(connection, COLUMNS + " where c.id = ?", account, id).stream().findFirst();
  }

  /** Index school_class_join_code_key. */
  static Optional<SchoolClass> byCode(Connection connection, UUID account, String code)
      throws SQLException {
    return read(connection, COLUMNS + " where c.join_code = ?", account, code).stream().findFirst();
  }

  private static List<SchoolClass> read(Connection connection, String sql, Object... parameters)
      throws SQLException {
    List<SchoolClass> classes = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int at = 0; at < parameters.length; at++) {
        select.setObject(at + 1, parameters[at]);
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String part = row.getString(5);
          classes.add(
              new SchoolClass(
                  row.getObject(1, UUID.class),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  part == null ? null : Part.of(part),
                  row.getInt(7),
                  row.getObject(6, OffsetDateTime.class).toInstant()));
        }
      }
    }
    return classes;
  }

  /** Primary key. */
  static void change(Connection connection, UUID id, String name, String course, String joinCode)
      throws SQLException {
    String sql = "update school_class set name = ?, course = ?, join_code = ? where id = ?";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setString(1, name);
      update.setString(2, course);
      update.setString(3, joinCode);
      update.setObject(4, id);
      update.executeUpdate();
    }
  }

  /** Primary key; members and shares go with it. */
  static void delete(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from school_class where id = ?")) {
      delete.setObject(1, id);
      delete.executeUpdate();
    }
  }

  /** Primary key of class_member by its first column. */
  static List<Member> members(Connection connection, UUID id) throws SQLException {
    String sql =
        """
        select m.account_id, a.display_name, m.part, m.joined_at
        from class_member m join account a on a.id = m.account_id
        where m.class_id = ? order by m.part desc, a.display_name, a.id
        """;
    List<Member> members = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, id);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          members.add(
              new Member(
                  row.getObject(1, UUID.class),
                  row.getString(2),
                  Part.of(row.getString(3)),
                  row.getObject(4, OffsetDateTime.class).toInstant()));
        }
      }
    }
    return members;
  }

  /**
   * Puts somebody into a class, unless he is in it.
   *
   * @return whether he was not
   */
  static boolean add(Connection connection, UUID id, UUID account, Part part) throws SQLException {
    // served by the primary key
    String sql =
        """
        insert into class_member (class_id, account_id, part) values (?, ?, ?)
        on conflict (class_id, account_id) do nothing
        """;
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setObject(1, id);
      insert.setObject(2, account);
      insert.setString(3, part.wireName());
      return insert.executeUpdate() == 1;
    }
  }

  /** Primary key. */
  static boolean remove(Connection connection, UUID id, UUID account) throws SQLException {
    String sql = "delete from class_member where class_id = ? and account_id = ?";
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setObject(1, id);
      delete.setObject(2, account);
      return delete.executeUpdate() == 1;
    }
  }
}
