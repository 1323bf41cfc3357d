package dev.sparkle.platform.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether this node is being emptied: it is not ready for learners, takes no new sockets, hands its
 * open ones over to the other nodes and begins no further task. Answers and tasks that run go on to
 * their end. It can be taken back at any time, and is not kept: a node that starts serves.
 */
@ApplicationScoped
public class Draining {

  /** This node begins to be emptied, or serves again. */
  public record Changed(boolean draining) {}

  private final Event<Changed> changes;

  private volatile Instant since;

  /** For the container's proxy. */
  protected Draining() {
    this(null);
  }

  /**
   * A node that serves.
   *
   * @param changes whose observers can hear the same twice
   */
  @Inject
  public Draining(Event<Changed> changes) {
    this.changes = changes;
  }

  /**
   * Empties the node; false: it is being emptied already. Those who take part are told in any case:
   * one of them may have failed the first time.
   */
  public synchronized boolean begin() {
    boolean begins = since == null;
    if (begins) {
      since = Instant.now();
    }
    changes.fire(new Changed(true));
    return begins;
  }

  /** Lets it serve again; false: it does. Those who take part are told in any case, too. */
  public synchronized boolean end() {
    boolean ends = since != null;
    since = null;
    changes.fire(new Changed(false));
    return ends;
  }

  public boolean isOn() {
    return since != null;
  }

  /** Since when; empty while it serves. */
  public Optional<Instant> since() {
    return Optional.ofNullable(since);
  }
}
