package dev.sparkle.identity.control.door;

import dev.sparkle.identity.entity.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * What attempts are counted by. The same whether an account exists or not, so that a shut door
 * tells nothing.
 *
 * @param key as it is stored; addresses in it are hashed
 * @param forgiven whether a success forgets all failures, and not only itself
 */
public record DoorKey(String key, Attempts.Rule rule, boolean forgiven) {

  /**
   * One account from one network: five tries, then a minute, two, four, up to an hour; five a day
   * are forgotten.
   */
  private static final Attempts.Rule PAIR =
      new Attempts.Rule(5, Duration.ofDays(1), Duration.ofMinutes(1), Duration.ofHours(1));

  /**
   * One account from everywhere: what many machines together may try. Shut for a short while only,
   * since otherwise anybody could shut somebody else's door for good.
   */
  private static final Attempts.Rule ACCOUNT =
      new Attempts.Rule(20, Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofMinutes(5));

  /** One network, all accounts: a classroom that mistypes, and no list of leaked passwords. */
  private static final Attempts.Rule NETWORK =
      new Attempts.Rule(60, Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofMinutes(10));

  /** Mails to one address; a second may be asked for, if the first was lost. */
  private static final Attempts.Rule RESET =
      new Attempts.Rule(3, Duration.ofHours(1), Duration.ofMinutes(10), Duration.ofHours(1));

  /** Tries of one network to use a token of 256 bits. */
  private static final Attempts.Rule TOKENS =
      new Attempts.Rule(60, Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofMinutes(10));

  /**
   * A sign-in with a password.
   *
   * @param place a pseudonym of the network
   */
  public static List<DoorKey> signIn(EmailAddress email, String place) {
    return List.of(
        new DoorKey(ofAccount(email) + place, PAIR, true),
        new DoorKey("in-account:" + hash(email.key()), ACCOUNT, true),
        new DoorKey("in-network:" + place, NETWORK, false));
  }

  /** What the keys of an account's sign-ins from each network begin with. */
  static String ofAccount(EmailAddress email) {
    return "in:" + hash(email.key()) + ":";
  }

  /**
   * A new account. Not taken back when it succeeds: it is what is counted.
   *
   * @param perHour of one network; 0: without limit
   */
  public static List<DoorKey> registration(String place, int perHour) {
    return perHour == 0
        ? List.of()
        : List.of(
            new DoorKey(
                "register:" + place,
                new Attempts.Rule(
                    perHour, Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofHours(1)),
                false));
  }

  /** A mail with a link to choose a new password. */
  public static List<DoorKey> reset(EmailAddress email, String place) {
    return List.of(
        new DoorKey("reset:" + hash(email.key()), RESET, false),
        new DoorKey("reset-network:" + place, NETWORK, false));
  }

  /** The use of a token that came by mail or from another provider. */
  public static List<DoorKey> token(String place) {
    return List.of(new DoorKey("token:" + place, TOKENS, false));
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
