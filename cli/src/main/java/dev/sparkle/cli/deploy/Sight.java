package dev.sparkle.cli.deploy;

import java.util.List;

/**
 * One look at both sides.
 *
 * @param fresh what the new nodes did lately
 * @param old what the old nodes did in the same time
 * @param down names of new nodes that do not run or are not ready, for longer than may be
 * @param alerts critical ones that fire now and did not before
 */
record Sight(Counts fresh, Counts old, List<String> down, List<String> alerts) {

  Sight {
    down = List.copyOf(down);
    alerts = List.copyOf(alerts);
  }
}
