package dev.sparkle.cli.deploy;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Where a deployment is. The only table of legal moves:
 *
 * <pre>
 * starting ─► proving ─► shifting (10, 50, 100 %) ─► watching ─► closing ─► done
 *     │          │            │                         │
 *     └──────────┴────────────┴─────────────────────────┴─► going back ─► undone
 * </pre>
 */
enum Phase {
  /** The new nodes are started beside the old ones, and get nothing. */
  STARTING("the new nodes start"),
  /** The new nodes are asked directly. */
  PROVING("the new nodes are tried"),
  /** A share of what is new goes to the new nodes. */
  SHIFTING("learners come to the new nodes"),
  /** All of it does, and the old nodes, emptied, stand by. */
  WATCHING("the new nodes have everything, the old ones stand by"),
  /** The old nodes are stopped; from here no way leads back but a rollback. */
  CLOSING("the old nodes are stopped"),
  DONE("the new version is live"),
  /** The old nodes have everything again, the new ones are emptied and stopped. */
  GOING_BACK("it goes back to the old nodes"),
  UNDONE("the old version is live, as before");

  private static final Map<Phase, Set<Phase>> MOVES =
      Map.of(
          STARTING, EnumSet.of(PROVING, GOING_BACK),
          PROVING, EnumSet.of(SHIFTING, GOING_BACK),
          SHIFTING, EnumSet.of(SHIFTING, WATCHING, GOING_BACK),
          WATCHING, EnumSet.of(CLOSING, GOING_BACK),
          CLOSING, EnumSet.of(DONE),
          GOING_BACK, EnumSet.of(UNDONE),
          DONE, EnumSet.noneOf(Phase.class),
          UNDONE, EnumSet.noneOf(Phase.class));

  private final String words;

  Phase(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  boolean mayBecome(Phase next) {
    return MOVES.get(this).contains(next);
  }

  boolean over() {
    return MOVES.get(this).isEmpty();
  }

  /** Whether the old nodes are all there, so that everything can be given back to them. */
  boolean canGoBack() {
    return MOVES.get(this).contains(GOING_BACK) || this == GOING_BACK;
  }
}
