package dev.sparkle.identity.control;

import dev.sparkle.identity.entity.EmailAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Optional;

/** Passwords that somebody else chooses, to be replaced at the first sign-in. */
@ApplicationScoped
public class OneTimePasswords {

  /** Letters and digits that are not mistaken for one another when they are read aloud. */
  private static final String SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int GROUPS = 4;
  private static final int GROUP = 5;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final PasswordCheck check;
  private final Passwords passwords;

  /** For the container's proxy. */
  protected OneTimePasswords() {
    this(null, null);
  }

  @Inject
  public OneTimePasswords(PasswordCheck check, Passwords passwords) {
    this.check = check;
    this.passwords = passwords;
  }

  /** A new one: 99 bits, as in {@code k3v7m-…}. */
  public String draw() {
    StringBuilder drawn = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP; i++) {
      drawn.append(i > 0 && i % GROUP == 0 ? "-" : "");
      drawn.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
    }
    return drawn.toString();
  }

  /** What is stored of it; empty if too many are hashed at this moment. */
  public Optional<String> hash(String password) {
    return check.hash(password);
  }

  /** What speaks against a password that its owner chose himself; empty: nothing. */
  public Optional<String> objection(String password, EmailAddress email, String displayName) {
    return passwords.objection(password, email, displayName);
  }
}
