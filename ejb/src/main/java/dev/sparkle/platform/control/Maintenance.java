package dev.sparkle.platform.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether learners are kept out for a while, as this node knows it. Reading is a single volatile
 * read; {@code operations} tells what the database says.
 */
@ApplicationScoped
public class Maintenance {

  /** The code that learners are told, over REST and on the socket. */
  public static final String CODE = "maintenance";

  /** After which time clients may look again: about as long as a restart of a node takes. */
  public static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  /**
   * That it is so.
   *
   * @param message for learners: a sentence or two, never empty
   */
  public record Notice(String message, Instant since) {}

  private volatile Notice notice;
  private volatile boolean known;

  /** What learners are told; empty: all is open. */
  public Optional<Notice> now() {
    return Optional.ofNullable(notice);
  }

  /** Puts in force here what holds for all nodes; null: all is open. */
  public void tell(Notice now) {
    notice = now;
    known = true;
  }

  /** Whether it was told since the node started; before, nobody is to be sent here. */
  public boolean known() {
    return known;
  }
}
