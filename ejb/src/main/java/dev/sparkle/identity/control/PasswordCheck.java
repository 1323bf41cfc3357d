package dev.sparkle.identity.control;

import dev.sparkle.identity.control.door.Door;
import dev.sparkle.identity.control.door.DoorKey;
import dev.sparkle.identity.control.door.HashingGate;
import dev.sparkle.identity.control.door.PasswordHash;
import dev.sparkle.identity.entity.Credential;
import dev.sparkle.identity.entity.EmailAddress;
import dev.sparkle.identity.entity.Entry;
import dev.sparkle.platform.control.CurrentSettings;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * Checks address and password. No transaction is open meanwhile. Whether an account exists changes
 * neither the answer nor the work: an address that nobody has is checked against a hash that
 * nothing matches, and what only an account needs is done after the answer.
 */
@ApplicationScoped
public class PasswordCheck {

  private static final int MOST_WAITING = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** What came of it. */
  sealed interface Checked {}

  /** The door is still counted as tried: who comes in says so by {@link #opened}. */
  record Right(Credential credential) implements Checked {}

  /** He does not come in. */
  record No(Entry answer) implements Checked {}

  private final Accounts accounts;
  private final Door door;
  private final SignIns signIns;
  private final Pseudonyms pseudonyms;
  private final ManagedScheduledExecutorService executor;
  private final Clock clock;
  private final HashingGate gate;
  private final String nobodys;

  /** For the container's proxy. */
  protected PasswordCheck() {
    this(null, null, null, null, null, null, null, null);
  }

  @Inject
  public PasswordCheck(
      Accounts accounts,
      Door door,
      SignIns signIns,
      Pseudonyms pseudonyms,
      ManagedScheduledExecutorService executor,
      CurrentSettings settings,
      Clock clock) {
    this(
        accounts,
        door,
        signIns,
        pseudonyms,
        executor,
        clock,
        new HashingGate(settings.get().identity().hashingAtOnce(), MOST_WAITING, PATIENCE),
        PasswordHash.of(Secret.create()));
  }

  private PasswordCheck(
      Accounts accounts,
      Door door,
      SignIns signIns,
      Pseudonyms pseudonyms,
      ManagedScheduledExecutorService executor,
      Clock clock,
      HashingGate gate,
      String nobodys) {
    this.accounts = accounts;
    this.door = door;
    this.signIns = signIns;
    this.pseudonyms = pseudonyms;
    this.executor = executor;
    this.clock = clock;
    this.gate = gate;
    this.nobodys = nobodys;
  }

  /**
   * Checks, and counts the attempt.
   *
   * @param place a pseudonym of the network
   */
  Checked check(EmailAddress email, String password, String place) throws SQLException {
    List<DoorKey> keys = DoorKey.signIn(email, place);
    Optional<Duration> shut = door.knock(keys);
    if (shut.isPresent()) {
      signIns.refused("too_many_attempts");
      return new No(new Entry.Shut(shut.get()));
    }
    Optional<Credential> found = accounts.credential(email);
    String stored = found.map(Credential::hash).orElse(nobodys);
    Optional<Boolean> right = gate.through(() -> PasswordHash.matches(password, stored));
    if (right.isEmpty()) {
      return new No(new Entry.Busy());
    }
    if (!right.get() || found.isEmpty() || isOver(found.get())) {
      refused(found, "credentials_wrong");
      return new No(new Entry.Wrong());
    }
    return new Right(found.get());
  }

  /** Whoever was checked comes in: the attempt does not count. */
  void opened(EmailAddress email, String place) throws SQLException {
    door.opened(DoorKey.signIn(email, place));
  }

  /** Counts the making of an account; how long there may be none, or empty. */
  Optional<Duration> registering(String place, int perHour) throws SQLException {
    return door.knock(DoorKey.registration(place, perHour));
  }

  /** Hashes a password; empty if there was no room. */
  Optional<String> hash(String password) {
    return gate.through(() -> PasswordHash.of(password));
  }

  private boolean isOver(Credential credential) {
    return credential.oneTimeUntil() != null && credential.oneTimeUntil().isBefore(clock.instant());
  }

  /** After the answer, since only an account has a pseudonym to be asked for. */
  void refused(Optional<Credential> whose, String reason) {
    try {
      executor.execute(
          () ->
              whose.ifPresentOrElse(
                  one -> signIns.refused(pseudonyms.of(one.account()), reason),
                  () -> signIns.refused(reason)));
    } catch (RejectedExecutionException full) {
      signIns.refused(reason);
    }
  }
}
