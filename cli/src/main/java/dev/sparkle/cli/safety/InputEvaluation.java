package dev.sparkle.cli.safety;

import dev.sparkle.cli.safety.Judged.Evidences;
import dev.sparkle.safety.control.input.Findings;
import dev.sparkle.safety.control.input.InputJudge;
import dev.sparkle.safety.control.input.Reading;
import dev.sparkle.safety.control.input.TextClassifier.Scores;
import dev.sparkle.safety.control.input.Where;
import dev.sparkle.safety.entity.InputPolicy;
import dev.sparkle.safety.entity.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks layer 1 about rows, all parts together and each alone. Alone means: what the other parts
 * found is forgotten before the decision.
 */
final class InputEvaluation {

  /** Rows that stand for material; all others are questions. */
  private static final Set<String> MATERIAL = Set.of("injection_indirect", "document");

  private final InputJudge judge;
  private final InputPolicy policy;
  private final Set<Method> methods;
  private final Optional<Where> place;

  /**
   * @param place where all rows are taken to come from; empty if their category tells
   */
  InputEvaluation(
      InputJudge judge, InputPolicy policy, Set<Method> methods, Optional<Where> place) {
    this.judge = judge;
    this.policy = policy;
    this.methods = methods;
    this.place = place;
  }

  /**
   * Judges a row. Flagged is what is blocked; of material that is the same as what a sentence is
   * taken out of. A question that passes without its hidden characters is not flagged.
   */
  Judged judge(CorpusRow row) {
    Where where = place.orElse(MATERIAL.contains(row.category()) ? Where.MATERIAL : Where.QUESTION);
    boolean tooLong = where == Where.QUESTION && row.text().length() > policy.maxCharacters();
    long began = System.nanoTime();
    Findings findings = judge.findings(row.text(), where, policy);
    long cheap = System.nanoTime() - began;
    Optional<Scores> deep = judge.deep(findings);
    Verdict verdict = judge.decide(findings, deep, policy);
    long all = System.nanoTime() - began;

    Map<Method, Boolean> flagged = new EnumMap<>(Method.class);
    for (Method method : methods) {
      flagged.put(
          method,
          switch (method) {
            case ALL -> tooLong || isBlocked(verdict);
            case RULES -> isBlocked(decide(only(findings, true, false), Optional.empty()));
            case NGRAM -> isBlocked(decide(only(findings, false, true), Optional.empty()));
            case NEURAL -> isBlocked(decide(only(findings, false, false), deep));
          });
    }
    return new Judged(row, flagged, evidence(findings, deep, verdict), all, cheap);
  }

  private static Evidences evidence(Findings findings, Optional<Scores> deep, Verdict verdict) {
    double rules = 0;
    double ngram = 0;
    for (Reading reading : findings.readings()) {
      rules = Math.max(rules, reading.manipulationWeight());
      ngram = Math.max(ngram, reading.statistics().manipulation());
    }
    double neural = deep.orElse(Scores.NONE).manipulation();
    return new Evidences(verdict.rules(), verdict.score(), rules, ngram, neural);
  }

  private Verdict decide(Findings findings, Optional<Scores> deep) {
    return judge.decide(findings, deep, policy);
  }

  private static boolean isBlocked(Verdict verdict) {
    return verdict instanceof Verdict.Blocked;
  }

  private static Findings only(Findings all, boolean rules, boolean statistics) {
    List<Reading> readings =
        all.readings().stream()
            .map(
                each ->
                    new Reading(
                        each.view(),
                        rules ? each.hits() : List.of(),
                        statistics ? each.statistics() : Scores.NONE))
            .toList();
    return new Findings(all.text(), all.where(), readings);
  }
}
