package dev.sparkle.cli.drill;

import java.time.Instant;
import java.util.Objects;

/**
 * One line of a history.
 *
 * @param at by this machine's clock, which clients, nodes and database of a drill share
 * @param subject what it is about: a client's key, a task's id, a question's or an answer's id
 * @param about what belongs to it, as {@link Kind} says; or empty
 */
public record Happening(Instant at, Kind kind, String subject, String about) {

  /** What happened. */
  public enum Kind {
    /** A client asks for the task that it calls {@code subject}. */
    SUBMITTED,
    /** The server says that it took {@code subject} in, as the task {@code about}. */
    ACKNOWLEDGED,
    /** The client does not know whether {@code subject} was taken in; {@code about} says why. */
    UNANSWERED,
    /** The task {@code subject}, which its client calls {@code about}, had its effect once more. */
    EFFECT,
    /** The task {@code subject} came into the end state {@code about}. */
    ENDED,
    /** The task {@code subject} is what the client called {@code about}, says the database. */
    NAMED,
    /** At the end, the server tells that the task {@code subject} is in the state {@code about}. */
    TOLD,
    /** A learner asks {@code subject}. */
    ASKED,
    /** The question {@code subject} was taken in, as the answer {@code about}. */
    ACCEPTED,
    /** The first words of the answer {@code subject} came. */
    WORDS,
    /** The answer {@code subject} ended, as {@code about} says. */
    ANSWERED,
    /** The learner waits no longer for the answer {@code subject}; what he saw last. */
    GAVE_UP,
    /**
     * An event of the answer {@code subject} was left out or came twice; {@code about} says which.
     */
    GAP,
    /** The answer {@code subject} could not be told again and was read over REST. */
    REREAD,
    /** A learner's socket {@code subject} was closed under him; {@code about} says how. */
    MOVED,
    /** A learner's request {@code subject} failed; {@code about} says how. */
    REFUSED,
    /** The drill did something: {@code subject}. */
    DRILL
  }

  public Happening {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(about, "about");
  }
}
