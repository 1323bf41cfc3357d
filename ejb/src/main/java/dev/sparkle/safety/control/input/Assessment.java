package dev.sparkle.safety.control.input;

import dev.sparkle.safety.control.input.TextClassifier.Scores;
import dev.sparkle.safety.entity.Family;
import java.util.Optional;

/**
 * What all findings come to.
 *
 * @param manipulation 0 to 1: how much it is an attack on the model
 * @param harm 0 to 1: how much it asks for help with harm
 * @param family the kind of attack, if it is one
 */
public record Assessment(double manipulation, double harm, Family family) {

  /**
   * By how much surer, in log odds, the statistics must be of material than of a question: a
   * document has many windows, and is innocent as a rule.
   */
  public static final double MATERIAL_SHIFT = 2;

  /**
   * Weighs the findings.
   *
   * @param deep what the neural classifiers say; empty if none was asked
   */
  static Assessment of(Findings findings, Optional<Scores> deep) {
    double rules = 0;
    double harmRules = 0;
    Scores statistics = Scores.NONE;
    for (Reading reading : findings.readings()) {
      rules = Math.max(rules, reading.manipulationWeight());
      harmRules = Math.max(harmRules, reading.harmWeight());
      statistics = statistics.max(reading.statistics());
    }
    double shift = findings.where() == Where.MATERIAL ? MATERIAL_SHIFT : 0;
    double cheap = Combination.harder(statistics.manipulation(), shift);
    double slow = Combination.harder(deep.orElse(Scores.NONE).manipulation(), shift);
    Combination combination = deep.isPresent() ? Combination.FULL : Combination.CHEAP;
    return new Assessment(
        combination.score(rules, cheap, slow),
        Math.max(
            Combination.ofRules(harmRules),
            Math.max(statistics.harm(), deep.orElse(Scores.NONE).harm())),
        family(findings));
  }

  /** Of the rule that weighs most; of hidden words if only the statistics spoke, and of these. */
  private static Family family(Findings findings) {
    Optional<Family> told =
        findings.strongest().map(RuleHit::family).filter(f -> f != Family.HARMFUL_REQUEST);
    return told.orElseGet(
        () ->
            findings.mostSuspicious().view().isPlain() ? Family.MANIPULATION : Family.OBFUSCATION);
  }
}
