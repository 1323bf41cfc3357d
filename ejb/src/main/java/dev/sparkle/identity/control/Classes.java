package dev.sparkle.identity.control;

import dev.sparkle.identity.entity.Account;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Credential;
import dev.sparkle.identity.entity.EmailAddress;
import dev.sparkle.identity.entity.Joining;
import dev.sparkle.identity.entity.Member;
import dev.sparkle.identity.entity.Part;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.identity.entity.SchoolClass;
import dev.sparkle.platform.control.Acts;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Classes. Who runs one is its teachers and operators; to everybody else a class that is not his
 * own is not there. Every change is on the record before it is made; the sockets of whoever comes
 * or goes are opened anew, so that his next question sees what he may see.
 */
@Stateless
public class Classes {

  /** Every class of an account is one more budget that its questions count for. */
  private static final int MOST_CLASSES = 20;

  /** Signs that are not mistaken for one another on a blackboard. */
  private static final String SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

  /** 31^8: nobody finds one by trying, least of all through the door. */
  private static final int CODE = 8;

  private static final SecureRandom RANDOM = new SecureRandom();

  @Inject private DataSource database;

  @Inject private Acts acts;
  @Inject private Pseudonyms pseudonyms;

  /** The caller's classes; an operator's, if he asks for all, everybody's. */
  public List<SchoolClass> list(Caller caller, boolean all) throws SQLException {
    try (Connection connection = database.getConnection()) {
      List<SchoolClass> found =
          all && caller.has(Role.OPERATOR)
              ? ClassRows.all(connection, caller.account())
              : ClassRows.of(connection, caller.account());
      return found.stream().map(one -> seen(caller, one)).toList();
    }
  }

  /** One that the caller belongs to, or operates. */
  public Optional<SchoolClass> find(Caller caller, UUID id) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return ClassRows.find(connection, caller.account(), id)
          .filter(one -> one.part() != null || caller.has(Role.OPERATOR))
          .map(one -> seen(caller, one));
    }
  }

  /** One that the caller runs. */
  public Optional<SchoolClass> run(Caller caller, UUID id) throws SQLException {
    return find(caller, id).filter(one -> runs(caller, one));
  }

  private static boolean runs(Caller caller, SchoolClass one) {
    return one.part() == Part.TEACHER || caller.has(Role.OPERATOR);
  }

  private static SchoolClass seen(Caller caller, SchoolClass one) {
    return runs(caller, one)
        ? one
        : new SchoolClass(
            one.id(), one.name(), one.course(), null, one.part(), one.learners(), one.createdAt());
  }

  /**
   * Makes a class that the caller teaches.
   *
   * @param requestKey the same again gives the same class; null: always another
   * @throws SecurityException if he is no teacher
   */
  public SchoolClass create(Caller caller, String name, String course, String requestKey)
      throws SQLException {
    if (!caller.has(Role.TEACHER) && !caller.has(Role.OPERATOR)) {
      throw new SecurityException("only teachers have classes");
    }
    acts.record(caller.account(), "classes.create", null);
    try (Connection connection = database.getConnection()) {
      UUID id = ClassRows.insert(connection, caller.account(), name, course, drawn(), requestKey);
      ClassRows.add(connection, id, caller.account(), Part.TEACHER);
      return ClassRows.find(connection, caller.account(), id).orElseThrow();
    }
  }

  /**
   * Changes a class that the caller runs.
   *
   * @param name null: as it is
   * @param course null: as it is
   * @param newCode whether the join code is drawn anew, so that the old one is good no more
   * @return empty if he runs no such class
   */
  public Optional<SchoolClass> change(
      Caller caller, UUID id, String name, String course, boolean newCode) throws SQLException {
    Optional<SchoolClass> found = run(caller, id);
    if (found.isEmpty()) {
      return found;
    }
    acts.record(caller.account(), newCode ? "classes.new_code" : "classes.change", "class:" + id);
    try (Connection connection = database.getConnection()) {
      SchoolClass was = found.get();
      ClassRows.change(
          connection,
          id,
          name == null ? was.name() : name,
          course == null ? was.course() : course,
          newCode ? drawn() : was.joinCode());
    }
    return run(caller, id);
  }

  /**
   * Removes a class that the caller runs; its members stay, and what was shared is not any more.
   */
  public boolean delete(Caller caller, UUID id) throws SQLException {
    if (run(caller, id).isEmpty()) {
      return false;
    }
    acts.record(caller.account(), "classes.delete", "class:" + id);
    try (Connection connection = database.getConnection()) {
      for (Member member : ClassRows.members(connection, id)) {
        SessionEnds.sockets(connection, member.account(), "classes_changed");
      }
      ClassRows.delete(connection, id);
    }
    return true;
  }

  /** Who is in a class that the caller runs; empty if he runs no such class. */
  public Optional<List<Member>> members(Caller caller, UUID id) throws SQLException {
    if (run(caller, id).isEmpty()) {
      return Optional.empty();
    }
    try (Connection connection = database.getConnection()) {
      return Optional.of(ClassRows.members(connection, id));
    }
  }

  /** Puts an account, by its address, into a class that the caller runs. */
  public Joining add(Caller caller, UUID id, EmailAddress email, Part part) throws SQLException {
    Optional<SchoolClass> to = run(caller, id);
    if (to.isEmpty()) {
      return new Joining.Not("class_not_found", "You run no such class.");
    }
    try (Connection connection = database.getConnection()) {
      Optional<UUID> account = AccountRows.credential(connection, email).map(Credential::account);
      Optional<Account> found =
          account.isEmpty()
              ? Optional.empty()
              : AccountRows.find(connection, account.get()).map(AccountRows.Versioned::account);
      if (found.isEmpty()) {
        return new Joining.Not(
            "account_not_found",
            "Nobody has an account with this address. Give him the join code.");
      }
      Role needed = part == Part.LEARNER ? null : Role.of(part.wireName());
      if (needed != null && !found.get().roles().contains(needed)) {
        return new Joining.Not(
            "role_missing",
            "Only an account with the role " + part.wireName() + " can be that in a class.");
      }
      return enter(
          connection, caller, to.get(), account.get(), part, "classes.add_" + part.wireName());
    }
  }

  /** Comes into a class as a learner. */
  public Joining join(Caller caller, String code) throws SQLException {
    if (caller.origin().guest()) {
      return new Joining.Not(
          "account_needed", "Make an account first; what you have as a guest stays yours.");
    }
    String plain = code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    try (Connection connection = database.getConnection()) {
      Optional<SchoolClass> to = ClassRows.byCode(connection, caller.account(), plain);
      return to.isEmpty()
          ? new Joining.Not("code_unknown", "No class has this code. Ask your teacher for it.")
          : enter(connection, caller, to.get(), caller.account(), Part.LEARNER, "classes.join");
    }
  }

  private Joining enter(
      Connection connection, Caller caller, SchoolClass to, UUID account, Part part, String action)
      throws SQLException {
    List<SchoolClass> before = ClassRows.of(connection, account);
    boolean isIn = before.stream().anyMatch(one -> one.id().equals(to.id()));
    if (!isIn && before.size() >= MOST_CLASSES) {
      return new Joining.Not(
          "too_many_classes", "Nobody is in more than " + MOST_CLASSES + " classes.");
    }
    if (!isIn) {
      acts.record(caller.account(), action, "class:" + to.id() + "/" + pseudonyms.of(account));
      if (ClassRows.add(connection, to.id(), account, part)) {
        SessionEnds.sockets(connection, account, "classes_changed");
      }
      if (part == Part.GUARDIAN) {
        lookAfterOwnOnly(connection, account);
      }
    }
    return new Joining.Joined(
        seen(caller, ClassRows.find(connection, caller.account(), to.id()).orElseThrow()));
  }

  /** From now on he is told of the learners he was put in charge of, and of no others. */
  static void lookAfterOwnOnly(Connection connection, UUID guardian) throws SQLException {
    // served by the primary key
    try (PreparedStatement update =
        connection.prepareStatement("update account set guards_all = false where id = ?")) {
      update.setObject(1, guardian);
      update.executeUpdate();
    }
  }

  /**
   * Takes somebody out of a class: himself, or anybody if the caller runs it.
   *
   * @return whether he was in it and is out now
   */
  public boolean remove(Caller caller, UUID id, UUID account) throws SQLException {
    boolean himself = caller.account().equals(account);
    if ((himself ? find(caller, id) : run(caller, id)).isEmpty()) {
      return false;
    }
    acts.record(
        caller.account(),
        himself ? "classes.leave" : "classes.remove",
        "class:" + id + "/" + pseudonyms.of(account));
    try (Connection connection = database.getConnection()) {
      boolean removed = ClassRows.remove(connection, id, account);
      if (removed) {
        SessionEnds.sockets(connection, account, "classes_changed");
      }
      return removed;
    }
  }

  private static String drawn() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < CODE; i++) {
      code.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
    }
    return code.toString();
  }
}
