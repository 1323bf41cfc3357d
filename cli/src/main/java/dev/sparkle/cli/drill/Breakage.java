package dev.sparkle.cli.drill;

import java.util.Locale;

/**
 * What a drill breaks on purpose, in its own scratch installation, to see whether the checker
 * notices. All of it lies in the drill's database; the server has no setting for it.
 */
public enum Breakage {
  /** PostgreSQL acknowledges commits before they are on the disk, and is killed. */
  LOST_COMMITS(Rule.KEPT, "synchronous_commit is off"),
  /** The table of effects has no unique key, and a node is killed. */
  EFFECTS_WITHOUT_KEY(Rule.EFFECT_ONCE, "effects have no unique key");

  private final Rule rule;
  private final String words;

  Breakage(Rule rule, String words) {
    this.rule = rule;
    this.words = words;
  }

  /** Of which the checker must find a breach. */
  public Rule rule() {
    return rule;
  }

  public String words() {
    return words;
  }

  /** As on the command line: lost-commits. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
