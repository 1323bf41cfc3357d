package dev.sparkle.identity.control;

import dev.sparkle.identity.entity.SignedOut;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Migrations;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Learns which sessions were ended on whichever node, once a second, and fires {@link SignedOut}.
 * While the database is away nothing new is learned; nothing can be signed out then either.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SessionWatch {

  private static final Logger LOG = System.getLogger(SessionWatch.class.getName());

  /** Rows become visible when their transaction commits, which is later than they were written. */
  private static final Duration LATE = Duration.ofMinutes(1);

  @Resource(lookup = "concurrent/sparkle-leases")
  private ManagedScheduledExecutorService executor;

  @Inject private DataSource database;

  @Inject private CurrentSettings settings;
  @Inject private Migrations migrations;
  @Inject private Clock clock;
  @Inject private Event<SignedOut> events;

  private EndedTokens ended;
  private ScheduledFuture<?> round;
  private Duration memory;
  private Duration reach;

  @PostConstruct
  void begin() {
    memory = settings.get().identity().accessTokenLifetime().plus(LATE);
    reach = memory;
    ended = new EndedTokens(clock, memory);
    if (settings.get().node().serves()) {
      round = executor.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }
  }

  /** Whether an access token is not good any more; see {@link EndedTokens#isEnded}. */
  public boolean isEnded(UUID account, UUID family, int version) {
    return ended.isEnded(account, family, version);
  }

  /** Looks at once: for the node on which something was ended. */
  public synchronized void look() {
    if (!migrations.isDone()) {
      return;
    }
    try {
      Set<SignedOut> news = read();
      reach = LATE;
      ended.sweep();
      news.forEach(events::fire);
    } catch (SQLException | RuntimeException e) {
      reach = memory;
      LOG.log(Level.WARNING, "ended sessions could not be read: {0}", e.getMessage());
    }
  }

  private Set<SignedOut> read() throws SQLException {
    // served by session_end_at
    String sql =
        """
        select account_id, family, version, reason from session_end
        where at > clock_timestamp() - ? * interval '1 millisecond' order by id
        """;
    Set<SignedOut> news = new LinkedHashSet<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, reach.toMillis());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          UUID account = row.getObject(1, UUID.class);
          UUID family = row.getObject(2, UUID.class);
          if (family != null ? ended.family(family) : ended.before(account, row.getInt(3))) {
            news.add(new SignedOut(account, row.getString(4)));
          }
        }
      }
    }
    return news;
  }

  /**
   * Which of these accounts have no session left: disabled, deleted, or all expired.
   *
   * @throws IllegalStateException if the database does not answer
   */
  public Set<UUID> withoutSession(Collection<UUID> accounts) {
    // served by the primary key of account and by refresh_token_account
    String sql =
        """
        select asked.id from unnest(?::uuid[]) as asked (id)
        where not exists (
          select 1 from account a
          where a.id = asked.id and a.disabled_at is null
            and (a.kind = 'local' or exists (
              select 1 from refresh_token r where r.account_id = a.id and r.expires_at > now())))
        """;
    Set<UUID> without = new LinkedHashSet<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setArray(1, connection.createArrayOf("uuid", accounts.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          without.add(row.getObject(1, UUID.class));
        }
      }
      return without;
    } catch (SQLException e) {
      throw new IllegalStateException("sessions could not be counted", e);
    }
  }

  @PreDestroy
  void end() {
    if (round != null) {
      round.cancel(true);
    }
  }
}
