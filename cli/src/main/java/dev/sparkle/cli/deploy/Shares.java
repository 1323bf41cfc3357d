package dev.sparkle.cli.deploy;

import dev.sparkle.cli.front.FrontServer;

/**
 * Weights of old and new nodes that give the new ones a share together.
 *
 * @param old weight of each old node
 * @param fresh weight of each new node
 */
record Shares(int old, int fresh) {

  /**
   * As near to the share as whole weights come.
   *
   * @param percent of the new nodes together, 0 to 100
   */
  static Shares of(int percent, int oldNodes, int newNodes) {
    double fresh = percent / (double) newNodes;
    double old = (100 - percent) / (double) oldNodes;
    double scale = FrontServer.MOST / Math.max(fresh, old);
    return new Shares((int) Math.round(old * scale), (int) Math.round(fresh * scale));
  }
}
