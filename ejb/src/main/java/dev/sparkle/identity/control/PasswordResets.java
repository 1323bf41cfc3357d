package dev.sparkle.identity.control;

import dev.sparkle.identity.control.door.Door;
import dev.sparkle.identity.control.door.DoorKey;
import dev.sparkle.identity.entity.Credential;
import dev.sparkle.identity.entity.EmailAddress;
import dev.sparkle.identity.entity.Entry;
import dev.sparkle.task.control.TaskQueue;
import dev.sparkle.task.entity.TaskRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets somebody who forgot his password choose another, by a letter to his address. Asking is
 * answered alike and does the same work, whether there is such an account or not.
 */
@ApplicationScoped
public class PasswordResets {

  /** Type of the task that writes the letter. */
  public static final String TASK = "identity.reset_letter";

  /** What the task is told; {@code account} is null if nobody has the address. */
  public record Wanted(UUID account) {}

  private final Accounts accounts;
  private final Door door;
  private final TaskQueue queue;
  private final PasswordCheck check;
  private final Passwords passwords;
  private final ResetTokens tokens;
  private final SignIns signIns;

  /** For the container's proxy. */
  protected PasswordResets() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  public PasswordResets(
      Accounts accounts,
      Door door,
      TaskQueue queue,
      PasswordCheck check,
      Passwords passwords,
      ResetTokens tokens,
      SignIns signIns) {
    this.accounts = accounts;
    this.door = door;
    this.queue = queue;
    this.check = check;
    this.passwords = passwords;
    this.tokens = tokens;
    this.signIns = signIns;
  }

  /**
   * Has a letter sent.
   *
   * @param place a pseudonym of the network
   * @return empty if it was taken; else what to say
   */
  public Optional<Entry> ask(EmailAddress email, String place) throws SQLException {
    Optional<Duration> shut = door.knock(DoorKey.reset(email, place));
    if (shut.isPresent()) {
      return Optional.of(new Entry.Shut(shut.get()));
    }
    UUID account = accounts.credential(email).map(Credential::account).orElse(null);
    queue.submit(TaskRequest.of(TASK, new Wanted(account)));
    return Optional.empty();
  }

  /**
   * Sets the password by the letter's token, which is good once. All sessions of the account end,
   * and its door opens.
   *
   * @param place a pseudonym of the network
   * @return empty if it was done; else what to say
   */
  public Optional<Entry> reset(String token, String password, String place) throws SQLException {
    List<DoorKey> keys = DoorKey.token(place);
    Optional<Duration> shut = door.knock(keys);
    if (shut.isPresent()) {
      return Optional.of(new Entry.Shut(shut.get()));
    }
    Optional<UUID> account = tokens.account(token);
    Optional<Credential> whose =
        account.isEmpty() ? Optional.empty() : accounts.credential(account.get());
    if (whose.isEmpty()) {
      return Optional.of(invalid());
    }
    EmailAddress email = EmailAddress.of(whose.get().email()).orElseThrow();
    door.opened(keys);
    Optional<String> objection = passwords.objection(password, email, "");
    if (objection.isPresent()) {
      return Optional.of(new Entry.Objected("weak_password", objection.get()));
    }
    Optional<String> hash = check.hash(password);
    if (hash.isEmpty()) {
      return Optional.of(new Entry.Busy());
    }
    return tokens.use(token, hash.get(), email) ? Optional.empty() : Optional.of(invalid());
  }

  private Entry invalid() {
    signIns.refused("reset_token_invalid");
    return new Entry.Objected(
        "reset_token_invalid", "This link was used, or is too old. Ask for another.");
  }
}
