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

  @Inject private Event<Changed> changes;

  private volatile Instant since;

  /** Empties the node; false: it is being emptied already. */
  public synchronized boolean begin() {
    if (since != null) {
      return false;
    }
    since = Instant.now();
    changes.fire(new Changed(true));
    return true;
  }

  /** Lets it serve again; false: it does. */
  public synchronized boolean end() {
    if (since == null) {
      return false;
    }
    since = null;
    changes.fire(new Changed(false));
    return true;
  }

  public boolean isOn() {
    return since != null;
  }

  /** Since when; empty while it serves. */
  public Optional<Instant> since() {
    return Optional.ofNullable(since);
  }
}
