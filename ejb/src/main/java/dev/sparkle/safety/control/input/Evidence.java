package dev.sparkle.safety.control.input;

import java.util.List;

/** What several rules say together. */
public final class Evidence {

  private Evidence() {}

  /**
   * The weights of the hits, added up, at most 1: 1 is enough to refuse a text. Hits of one view;
   * each rule speaks once.
   */
  public static double of(List<RuleHit> hits) {
    return Math.min(1, hits.stream().mapToDouble(RuleHit::weight).sum());
  }
}
