package dev.sparkle.cli.deploy;

import java.util.List;

/**
 * One look at both sides.
 *
 * @param fresh what the new nodes did lately
 * @param old what the old nodes did in the same time
 * @param freshSince what the new nodes did since the step began
 * @param oldSince what the old nodes did since then
 * @param down names of new nodes that do not run or are not ready, for longer than may be
 * @param alerts critical ones that fire now and did not before
 */
record Sight(
    Counts fresh,
    Counts old,
    Counts freshSince,
    Counts oldSince,
    List<String> down,
    List<String> alerts) {

  Sight {
    down = List.copyOf(down);
    alerts = List.copyOf(alerts);
  }
}
