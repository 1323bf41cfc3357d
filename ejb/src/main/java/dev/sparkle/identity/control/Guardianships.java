package dev.sparkle.identity.control;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Credential;
import dev.sparkle.identity.entity.EmailAddress;
import dev.sparkle.identity.entity.Member;
import dev.sparkle.identity.entity.Part;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.platform.control.Acts;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Who looks after a single learner; said by operators. Of a class, its teachers say it. */
@Stateless
public class Guardianships {

  @Inject private DataSource database;

  @Inject private Acts acts;
  @Inject private Pseudonyms pseudonyms;

  /**
   * Who looks after a learner.
   *
   * @throws SecurityException if the caller is no operator
   */
  public List<Member> of(Caller caller, UUID learner) throws SQLException {
    requireOperator(caller);
    // served by the primary key's first column
    String sql =
        """
        select g.guardian_id, a.display_name, g.since
        from guardianship g join account a on a.id = g.guardian_id
        where g.learner_id = ? order by g.since, a.id
        """;
    List<Member> guardians = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, learner);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          guardians.add(
              new Member(
                  row.getObject(1, UUID.class),
                  row.getString(2),
                  Part.GUARDIAN,
                  row.getObject(3, OffsetDateTime.class).toInstant()));
        }
      }
    }
    return guardians;
  }

  /**
   * Puts a guardian, by his address, in charge of a learner. From then on he sees the events of
   * those he is in charge of only.
   *
   * @return false if nobody with that role has the address, or there is no such learner
   * @throws SecurityException if the caller is no operator
   */
  public boolean add(Caller caller, UUID learner, EmailAddress email) throws SQLException {
    requireOperator(caller);
    try (Connection connection = database.getConnection()) {
      Optional<UUID> guardian = AccountRows.credential(connection, email).map(Credential::account);
      if (guardian.isEmpty()
          || AccountRows.find(connection, learner).isEmpty()
          || AccountRows.find(connection, guardian.get())
              .filter(found -> found.account().roles().contains(Role.GUARDIAN))
              .isEmpty()) {
        return false;
      }
      record(caller, "guardians.add", learner, guardian.get());
      // served by the primary key
      String sql =
          """
          insert into guardianship (learner_id, guardian_id) values (?, ?)
          on conflict (learner_id, guardian_id) do nothing
          """;
      update(connection, sql, learner, guardian.get());
      Classes.lookAfterOwnOnly(connection, guardian.get());
      return true;
    }
  }

  /**
   * Takes a guardian out of charge of a learner. He does not see others' events for that.
   *
   * @throws SecurityException if the caller is no operator
   */
  public boolean remove(Caller caller, UUID learner, UUID guardian) throws SQLException {
    requireOperator(caller);
    record(caller, "guardians.remove", learner, guardian);
    try (Connection connection = database.getConnection()) {
      // served by the primary key
      return update(
          connection,
          "delete from guardianship where learner_id = ? and guardian_id = ?",
          learner,
          guardian);
    }
  }

  private void record(Caller caller, String action, UUID learner, UUID guardian) {
    acts.record(
        caller.account(),
        action,
        "account:" + pseudonyms.of(learner) + "/" + pseudonyms.of(guardian));
  }

  private static boolean update(Connection connection, String sql, UUID learner, UUID guardian)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setObject(1, learner);
      update.setObject(2, guardian);
      return update.executeUpdate() == 1;
    }
  }

  private static void requireOperator(Caller caller) {
    if (!caller.has(Role.OPERATOR)) {
      throw new SecurityException("only operators say who looks after a learner");
    }
  }
}
