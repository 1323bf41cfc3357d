package dev.sparkle.identity.control;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The names by which accounts appear in logs and audit records: 64 random bits for each account,
 * and one row that tells whose they are. Without that row nothing leads back from the name to the
 * account, nor from the account to the name.
 *
 * <p><b>Limitation.</b> Another node may know a forgotten name for up to {@value #MINUTES} minutes,
 * and use it in its logs for so long.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class Pseudonyms {

  /** Stands for an account whose name cannot be asked for now. */
  public static final String UNKNOWN = "unknown";

  private static final Logger LOG = System.getLogger(Pseudonyms.class.getName());
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 8;
  private static final int MINUTES = 10;
  private static final int MOST_KNOWN = 10_000;

  private record Known(String pseudonym, Instant until) {}

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

  /** For the container. */
  public Pseudonyms() {}

  /** Without a container. */
  Pseudonyms(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * The account's name, drawn now if it has none. Asks the database at most every {@value #MINUTES}
   * minutes for one account.
   *
   * @return {@link #UNKNOWN} if there is no such account, or no database
   */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public String of(UUID account) {
    Instant now = clock.instant();
    synchronized (known) {
      Known one = known.get(account);
      if (one != null && now.isBefore(one.until())) {
        return one.pseudonym();
      }
    }
    try (Connection connection = database.getConnection()) {
      String pseudonym = of(connection, account);
      synchronized (known) {
        known.put(account, new Known(pseudonym, now.plus(Duration.ofMinutes(MINUTES))));
      }
      return pseudonym;
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "no pseudonym", e);
      return UNKNOWN;
    }
  }

  /** The account's name, in the connection's transaction: for an account that is made in it. */
  static String of(Connection connection, UUID account) throws SQLException {
    // served by the primary key; the update of nothing makes an existing row come back, too
    String sql =
        """
        insert into account_pseudonym (account_id, pseudonym) values (?, ?)
        on conflict (account_id) do update set pseudonym = account_pseudonym.pseudonym
        returning pseudonym
        """;
    byte[] drawn = new byte[BYTES];
    RANDOM.nextBytes(drawn);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, account);
      statement.setString(2, HexFormat.of().formatHex(drawn));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  /**
   * Whose name that is; for whoever must find a person behind a record, who is recorded himself.
   *
   * @return empty if there is no such name, or if it was forgotten
   */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public Optional<UUID> accountOf(String pseudonym) throws SQLException {
    // served by account_pseudonym_pseudonym_key
    String sql = "select account_id from account_pseudonym where pseudonym = ?";
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, pseudonym);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
      }
    }
  }

  /**
   * Destroys the only way between an account and its name, in the caller's transaction: for the
   * deletion of the account, which does the same by itself when its row goes. Records under that
   * name stay as they are, and belong to nobody.
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public void forget(UUID account) throws SQLException {
    // served by the primary key
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("delete from account_pseudonym where account_id = ?")) {
      statement.setObject(1, account);
      statement.executeUpdate();
    }
    synchronized (known) {
      known.remove(account);
    }
  }
}
