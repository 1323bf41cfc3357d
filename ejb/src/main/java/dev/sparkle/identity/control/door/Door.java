package dev.sparkle.identity.control.door;

import dev.sparkle.identity.entity.EmailAddress;
import jakarta.ejb.Stateless;
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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Counts attempts, on all nodes together, each time in a transaction of its own: whoever tries a
 * thousand times at once is counted a thousand times before the first answer.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Door {

  @Inject private DataSource database;

  @Inject private Clock clock;

  /**
   * Counts an attempt, unless the door is shut.
   *
   * @return how long it stays shut; empty: go on
   */
  public Optional<Duration> knock(List<DoorKey> keys) throws SQLException {
    Instant now = clock.instant();
    try (Connection connection = database.getConnection()) {
      List<Attempts> before = new ArrayList<>();
      for (DoorKey key : inOrder(keys)) {
        before.add(lock(connection, key));
      }
      Optional<Duration> shut =
          before.stream()
              .filter(Objects::nonNull)
              .flatMap(each -> each.shut(now).stream())
              .max(Comparator.naturalOrder());
      if (shut.isEmpty()) {
        int at = 0;
        for (DoorKey key : inOrder(keys)) {
          write(connection, key, Attempts.counted(before.get(at++), key.rule(), now));
        }
      }
      return shut;
    }
  }

  /** The attempt succeeded. */
  public void opened(List<DoorKey> keys) throws SQLException {
    try (Connection connection = database.getConnection()) {
      for (DoorKey key : inOrder(keys)) {
        Attempts before = lock(connection, key);
        Optional<Attempts> left =
            before == null || key.forgiven() ? Optional.empty() : before.takenBack();
        if (left.isPresent()) {
          write(connection, key, left.get());
        } else {
          delete(connection, key);
        }
      }
    }
  }

  /** Opens an account's door from everywhere, in the caller's transaction. */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public void unlock(EmailAddress email) throws SQLException {
    // served by the primary key; a semicolon comes right after a colon
    String sql = "delete from door_attempt where key >= ? and key < ? or key = ?";
    String pairs = DoorKey.ofAccount(email);
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, pairs);
      statement.setString(2, pairs.substring(0, pairs.length() - 1) + ";");
      statement.setString(3, DoorKey.signIn(email, "").get(1).key());
      statement.executeUpdate();
    }
  }

  /** Always in the same order, so that two that knock at the same doors do not wait in a circle. */
  private static List<DoorKey> inOrder(List<DoorKey> keys) {
    return keys.stream().sorted(Comparator.comparing(DoorKey::key)).toList();
  }

  /** Primary key. The row is made if there is none, so that there is one to be held. */
  private Attempts lock(Connection connection, DoorKey key) throws SQLException {
    String sql =
        """
        insert into door_attempt (key, level, last_at) values (?, 0, '-infinity')
        on conflict (key) do update set key = excluded.key
        returning level, nullif(last_at, '-infinity'), locked_until
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, key.key());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        OffsetDateTime last = row.getObject(2, OffsetDateTime.class);
        OffsetDateTime locked = row.getObject(3, OffsetDateTime.class);
        return last == null
            ? null
            : new Attempts(
                row.getDouble(1), last.toInstant(), locked == null ? null : locked.toInstant());
      }
    }
  }

  /** Primary key. */
  private void write(Connection connection, DoorKey key, Attempts attempts) throws SQLException {
    String sql = "update door_attempt set level = ?, last_at = ?, locked_until = ? where key = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setDouble(1, attempts.level());
      statement.setObject(2, attempts.lastAt().atOffset(ZoneOffset.UTC));
      statement.setObject(
          3,
          attempts.lockedUntil() == null ? null : attempts.lockedUntil().atOffset(ZoneOffset.UTC),
          java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
      statement.setString(4, key.key());
      statement.executeUpdate();
    }
  }

  /** Primary key. */
  private void delete(Connection connection, DoorKey key) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("delete from door_attempt where key = ?")) {
      statement.setString(1, key.key());
      statement.executeUpdate();
    }
  }
}
