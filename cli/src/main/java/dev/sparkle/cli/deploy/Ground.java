package dev.sparkle.cli.deploy;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a {@link Rollout} moves: old nodes, new nodes, and the share of learners that each side
 * gets. Every call may throw a {@link dev.sparkle.cli.services.Trouble}. Each may be repeated: what
 * is so already stays so.
 */
interface Ground {

  /** Starts the new nodes and waits until they are ready; they get nothing yet. */
  void startNew();

  /** Tries the new nodes directly; a sentence for each trial. */
  List<String> proveNew();

  /** Gives the new nodes that share of new requests and sockets. */
  void share(int percent);

  /** Begins to look anew; and remembers which alerts fire already. */
  void beginLooking(Set<String> alertsBefore);

  /** Critical alerts that fire. */
  Set<String> alerts();

  /** Looks at both sides. */
  Sight look();

  /** Empties a side: its sockets are handed over, it begins no task; what runs goes on. */
  void drain(List<String> nodes);

  /** Lets a side serve and work again. */
  void serve(List<String> nodes);

  /** What still runs on a side: answers and tasks; empty where a living node does not tell. */
  OptionalInt running(List<String> nodes);

  /** Stops a side and forgets it. */
  void stop(List<String> nodes);

  /** The new release is live now. */
  void makeLive();
}
