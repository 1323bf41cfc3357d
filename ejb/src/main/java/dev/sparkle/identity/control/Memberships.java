package dev.sparkle.identity.control;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Which classes an account teaches or learns in. What is known is up to {@value #SECONDS} seconds
 * old; on the node of a change it is new at once.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Memberships {

  private static final int SECONDS = 3;
  private static final int MOST_KNOWN = 10_000;

  private record Known(Set<UUID> classes, Instant until) {}

  @Inject private DataSource database;

  @Inject private Clock clock;

  private final Map<UUID, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Known> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  /**
   * The classes of an account.
   *
   * @throws IllegalStateException if the database does not answer; an {@link SQLException} is its
   *     cause
   */
  public Set<UUID> of(UUID account) {
    Instant now = clock.instant();
    synchronized (known) {
      Known one = known.get(account);
      if (one != null && now.isBefore(one.until())) {
        return one.classes();
      }
    }
    try (Connection connection = database.getConnection()) {
      Set<UUID> classes = read(connection, account);
      synchronized (known) {
        known.put(account, new Known(classes, now.plus(Duration.ofSeconds(SECONDS))));
      }
      return classes;
    } catch (SQLException e) {
      throw new IllegalStateException("classes could not be read", e);
    }
  }

  private static Set<UUID> read(Connection connection, UUID account) throws SQLException {
    // served by class_member_account
    String sql = "select class_id from class_member where account_id = ? and part <> 'guardian'";
    Set<UUID> classes = new HashSet<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, account);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          classes.add(row.getObject(1, UUID.class));
        }
      }
    }
    return Set.copyOf(classes);
  }

  /** Something changed. */
  public void forgetAll() {
    synchronized (known) {
      known.clear();
    }
  }
}
