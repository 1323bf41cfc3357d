package dev.sparkle.cli.deploy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One way from a release to another, as it stands; immutable. It is written down at every move, so
 * that whoever finds it after a crash can go on or go back.
 *
 * @param from id of the release that was live
 * @param to id of the release that becomes live
 * @param rollback whether it goes back to an earlier release
 * @param oldNodes names of the nodes that run {@code from}
 * @param newNodes names of the nodes that run {@code to}
 * @param share percent of what is new that goes to the new nodes
 * @param since when it came into its phase and share; ISO 8601
 * @param reason why it goes back; empty if it does not
 * @param alerts who watches the alerts meanwhile, or why nobody does
 * @param events what happened, a line each with its time
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Deployment(
    String from,
    String to,
    boolean rollback,
    List<String> oldNodes,
    List<String> newNodes,
    Phase phase,
    int share,
    String since,
    String reason,
    String alerts,
    List<String> events) {

  /** The shares of a way that holds: each is kept for a while. */
  static final List<Integer> SHARES = List.of(10, 50, 100);

  Deployment {
    oldNodes = List.copyOf(oldNodes);
    newNodes = List.copyOf(newNodes);
    alerts = alerts == null ? "" : alerts;
    events = List.copyOf(events);
    if (oldNodes.isEmpty() || newNodes.isEmpty()) {
      throw new IllegalArgumentException("a way needs two ends");
    }
    if (share < 0 || share > 100) {
      throw new IllegalArgumentException("no share: " + share);
    }
    if (Set.copyOf(oldNodes).stream().anyMatch(newNodes::contains)) {
      throw new IllegalArgumentException("a node cannot run both releases");
    }
  }

  static Deployment begin(
      String from,
      String to,
      boolean rollback,
      List<String> oldNodes,
      List<String> newNodes,
      Instant now) {
    return new Deployment(
        from,
        to,
        rollback,
        oldNodes,
        newNodes,
        Phase.STARTING,
        0,
        now.toString(),
        "",
        "",
        List.of(now + "  " + Phase.STARTING.words()));
  }

  /**
   * In the next phase.
   *
   * @throws IllegalStateException if that is no legal move
   */
  Deployment become(Phase next, Instant now) {
    return moved(next, next == Phase.GOING_BACK || next == Phase.UNDONE ? 0 : share, reason, now);
  }

  /** With the new nodes getting so much. */
  Deployment shift(int percent, Instant now) {
    return moved(Phase.SHIFTING, percent, reason, now);
  }

  /** On the way back, for this reason. */
  Deployment goBack(String why, Instant now) {
    return moved(Phase.GOING_BACK, 0, why, now);
  }

  private Deployment moved(Phase next, int percent, String why, Instant now) {
    if (!phase.mayBecome(next)) {
      throw new IllegalStateException(phase + " does not become " + next);
    }
    List<String> told = new ArrayList<>(events);
    told.add(
        now
            + "  "
            + next.words()
            + (next == Phase.SHIFTING ? ": " + percent + " %" : "")
            + (next == Phase.GOING_BACK ? ": " + why : ""));
    return new Deployment(
        from, to, rollback, oldNodes, newNodes, next, percent, now.toString(), why, alerts, told);
  }

  /** The same, with alerts watched so, or not. */
  Deployment watching(String state) {
    return new Deployment(
        from, to, rollback, oldNodes, newNodes, phase, share, since, reason, state, events);
  }

  /** The shares that are still to come. */
  List<Integer> sharesToCome() {
    return SHARES.stream().filter(each -> each > share).toList();
  }
}
