package dev.sparkle.identity.control;

import dev.sparkle.identity.control.door.PasswordHash;
import dev.sparkle.identity.control.door.PasswordPolicy;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Credential;
import dev.sparkle.identity.entity.EmailAddress;
import dev.sparkle.identity.entity.Entry;
import dev.sparkle.identity.entity.Session;
import dev.sparkle.platform.control.CurrentSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Comes in by address and password.
 *
 * <p><b>Limitation.</b> Making an account tells that an address is taken; it cannot be hidden
 * without a mail to confirm it.
 */
@ApplicationScoped
public class Passwords {

  private final Accounts accounts;
  private final PasswordCheck check;
  private final SignIns signIns;
  private final CurrentSettings settings;
  private final PasswordPolicy policy = new PasswordPolicy();

  /** For the container's proxy. */
  protected Passwords() {
    this(null, null, null, null);
  }

  @Inject
  public Passwords(
      Accounts accounts, PasswordCheck check, SignIns signIns, CurrentSettings settings) {
    this.accounts = accounts;
    this.check = check;
    this.signIns = signIns;
    this.settings = settings;
  }

  /**
   * Makes an account and comes in.
   *
   * @param guest the guest who becomes it, and keeps what he has; null: nobody
   * @param place a pseudonym of the network
   */
  public Entry register(
      UUID guest, EmailAddress email, String password, String displayName, String place)
      throws SQLException {
    if (!settings.get().identity().registration()) {
      return new Entry.Objected(
          "registration_closed",
          "Accounts are made by the people who run this Sparkle. Ask them, or sign in with your"
              + " school's own account if it is offered.");
    }
    Optional<String> objection = objection(password, email, displayName);
    if (objection.isPresent()) {
      return new Entry.Objected("weak_password", objection.get());
    }
    Optional<Duration> shut =
        check.registering(place, settings.get().identity().registrationsPerHour());
    if (shut.isPresent()) {
      return new Entry.Shut(shut.get());
    }
    Optional<String> hash = check.hash(password);
    if (hash.isEmpty()) {
      return new Entry.Busy();
    }
    Optional<Session> session = accounts.register(guest, email, displayName, hash.get());
    if (session.isEmpty()) {
      signIns.refused("email_taken");
      return new Entry.Objected(
          "email_taken", "There is an account with this address. Sign in, or reset its password.");
    }
    return new Entry.Entered(session.get());
  }

  /**
   * Comes in.
   *
   * @param newPassword for a password that somebody else chose; null: none
   */
  public Entry signIn(EmailAddress email, String password, String newPassword, String place)
      throws SQLException {
    PasswordCheck.Checked checked = check.check(email, password, place);
    if (checked instanceof PasswordCheck.No no) {
      return no.answer();
    }
    Credential credential = ((PasswordCheck.Right) checked).credential();
    Optional<Entry> not = renewal(credential, email, password, newPassword);
    if (not.isPresent()) {
      check.opened(email, place);
      return not.get();
    }
    Optional<Session> session = accounts.signIn(credential.account(), "password");
    if (session.isEmpty()) {
      check.refused(Optional.of(credential), "account_disabled");
      return new Entry.Wrong();
    }
    check.opened(email, place);
    return new Entry.Entered(session.get());
  }

  /** Replaces a password that was not its owner's own; what keeps him from coming in with it. */
  private Optional<Entry> renewal(
      Credential credential, EmailAddress email, String password, String newPassword)
      throws SQLException {
    if (credential.oneTimeUntil() == null) {
      if (PasswordHash.isOutdated(credential.hash())) {
        renew(credential, password);
      }
      return Optional.empty();
    }
    if (newPassword == null) {
      return Optional.of(new Entry.MustChange());
    }
    Optional<String> objection =
        newPassword.equals(password)
            ? Optional.of("Take another password than the one you were given.")
            : objection(newPassword, email, "");
    if (objection.isPresent()) {
      return Optional.of(new Entry.Objected("weak_password", objection.get()));
    }
    return renew(credential, newPassword) ? Optional.empty() : Optional.of(new Entry.Busy());
  }

  private boolean renew(Credential credential, String password) throws SQLException {
    Optional<String> hash = check.hash(password);
    return hash.isPresent()
        && accounts.changePassword(credential.account(), hash.get(), credential.hash(), false);
  }

  /**
   * Changes the caller's own password. All his sessions end, and one begins.
   *
   * @return {@link Entry.Wrong} if the current one is wrong, or there is none
   */
  public Entry change(Caller caller, String current, String password, String place)
      throws SQLException {
    Optional<EmailAddress> email = address(accounts.credential(caller.account()));
    if (email.isEmpty()) {
      return new Entry.Wrong();
    }
    Optional<String> objection = objection(password, email.get(), "");
    if (objection.isPresent()) {
      return new Entry.Objected("weak_password", objection.get());
    }
    PasswordCheck.Checked checked = check.check(email.get(), current, place);
    if (checked instanceof PasswordCheck.No no) {
      return no.answer();
    }
    check.opened(email.get(), place);
    Optional<String> hash = check.hash(password);
    if (hash.isEmpty()) {
      return new Entry.Busy();
    }
    String was = ((PasswordCheck.Right) checked).credential().hash();
    return accounts.changePassword(caller.account(), hash.get(), was, true)
        ? accounts
            .signIn(caller.account(), "password_changed")
            .<Entry>map(Entry.Entered::new)
            .orElseGet(Entry.Wrong::new)
        : new Entry.Wrong();
  }

  /**
   * Whether the caller knows his password; counted as a sign-in is. Who has none, a guest for one,
   * has none to know.
   *
   * @return empty if he does; else what to tell him
   */
  public Optional<Entry> unconfirmed(Caller caller, String password, String place)
      throws SQLException {
    Optional<EmailAddress> email = address(accounts.credential(caller.account()));
    if (email.isEmpty()) {
      return Optional.empty();
    }
    if (password == null) {
      return Optional.of(new Entry.Wrong());
    }
    if (check.check(email.get(), password, place) instanceof PasswordCheck.No no) {
      return Optional.of(no.answer());
    }
    check.opened(email.get(), place);
    return Optional.empty();
  }

  /** Of somebody who has a password. */
  private static Optional<EmailAddress> address(Optional<Credential> credential) {
    return credential
        .filter(one -> one.hash() != null)
        .flatMap(one -> EmailAddress.of(one.email()));
  }

  /** What speaks against a password; empty: nothing. */
  public Optional<String> objection(String password, EmailAddress email, String displayName) {
    return policy.objection(
        password,
        List.of("sparkle", email.key(), email.key().replaceFirst("@.*", ""), displayName));
  }
}
