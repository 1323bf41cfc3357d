package dev.sparkle.identity.boundary;

import dev.sparkle.identity.entity.Account;
import dev.sparkle.identity.entity.Entry;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.identity.entity.Session;
import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.platform.boundary.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A session, as a client gets it. {@code expiresIn} counts seconds. */
public record SessionBody(
    String accessToken,
    String tokenType,
    long expiresIn,
    String refreshToken,
    AccountBody account) {

  /** An account, as its owner sees it. */
  public record AccountBody(UUID id, String displayName, List<String> roles, boolean guest) {

    static AccountBody of(Account account) {
      return new AccountBody(
          account.id(),
          account.displayName(),
          account.roles().stream().map(Role::wireName).sorted().toList(),
          account.guest());
    }
  }

  static SessionBody of(Session session) {
    return new SessionBody(
        session.accessToken(),
        "Bearer",
        session.lifetime().toSeconds(),
        session.refreshToken(),
        AccountBody.of(session.account()));
  }

  /**
   * The session that somebody who comes in gets.
   *
   * @throws ProblemException for whoever does not
   */
  static SessionBody of(Entry entry) {
    if (entry instanceof Entry.Entered entered) {
      return of(entered.session());
    }
    throw refusal(entry);
  }

  /** What is said to whoever does not come in. */
  static ProblemException refusal(Entry entry) {
    if (entry instanceof Entry.Shut shut) {
      return Problem.until(
          429,
          "too_many_attempts",
          "Too many attempts. Try again in " + words(shut.remaining()) + ".",
          shut.remaining());
    }
    if (entry instanceof Entry.Busy) {
      return Problem.until(
          503,
          "busy",
          "Too many people sign in at this moment. Try again in a few seconds.",
          Duration.ofSeconds(3));
    }
    if (entry instanceof Entry.MustChange) {
      return Problem.of(
          403,
          "password_change_required",
          "Somebody else chose this password. Send a newPassword of your own with it.");
    }
    if (entry instanceof Entry.Objected objected) {
      return Problem.of(status(objected.code()), objected.code(), objected.sentence());
    }
    return Problem.of(401, "credentials_wrong", "Address or password is wrong.");
  }

  private static int status(String code) {
    return switch (code) {
      case "email_taken", "already_registered" -> 409;
      case "registration_closed" -> 403;
      case "provider_not_found" -> 404;
      case "provider_unavailable" -> 502;
      case "external_token_refused" -> 401;
      default -> 400;
    };
  }

  private static String words(Duration wait) {
    long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
    return seconds < 90 ? seconds + " seconds" : (seconds + 59) / 60 + " minutes";
  }
}
