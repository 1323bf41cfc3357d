package dev.sparkle.safety.control.input;

import dev.sparkle.safety.control.input.TextClassifier.Scores;
import dev.sparkle.safety.entity.Family;
import dev.sparkle.safety.entity.InputPolicy;
import dev.sparkle.safety.entity.InputPolicy.Harm;
import dev.sparkle.safety.entity.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Judges what goes to a model: a learner's question, or material that stands beside it. Reads the
 * text in all its views, asks rules and classifiers, and makes one verdict of what they say. Safe
 * for many threads; the same text under the same policy gets the same verdict.
 *
 * <p>The cheap part (views, rules, n-grams) takes a fraction of a millisecond; the deep part
 * (neural networks) some milliseconds for each view. A caller who is in a hurry asks for {@link
 * #findings}, for {@link #deep} beside other work, and then {@link #decide}s.
 *
 * <p><b>Limitations.</b> See {@code docs/safety.md}. What is an attack only beside the instructions
 * that it aims at, is not seen here; the later layers must make it harmless. A policy's mode is the
 * caller's business: the judge judges.
 */
public final class InputJudge {

  /** The reason of a text that is longer than the policy allows. */
  public static final String TOO_LONG = "too_long";

  /** Beside the plain view, so many others go through the deep part, the most suspicious first. */
  private static final int DEEP_VIEWS = 3;

  private final Function<String, List<View>> views;
  private final RuleMatcher rules;
  private final TextClassifier statistics;
  private final List<TextClassifier> deep;

  /**
   * @param views the plain view first
   * @param statistics the cheap classifier
   * @param deep the slow ones: the shipped one, the operator's own; or none
   */
  public InputJudge(
      Function<String, List<View>> views,
      RuleMatcher rules,
      TextClassifier statistics,
      List<TextClassifier> deep) {
    this.views = Objects.requireNonNull(views, "views");
    this.rules = Objects.requireNonNull(rules, "rules");
    this.statistics = Objects.requireNonNull(statistics, "statistics");
    this.deep = List.copyOf(deep);
  }

  /** The same judge with these classifiers, and no others, for the deep part. */
  public InputJudge withDeep(List<TextClassifier> classifiers) {
    return new InputJudge(views, rules, statistics, classifiers);
  }

  /** The verdict on a question, all parts one after another. */
  public Verdict judge(String question, InputPolicy policy) {
    if (question.length() > policy.maxCharacters()) {
      return new Verdict.Blocked(TOO_LONG, 1, List.of());
    }
    return verdict(question, Where.QUESTION, policy);
  }

  /**
   * The verdict on a passage of material, of any length. What is hostile in it is taken out,
   * sentence by sentence ({@link PassageCleaner}); blocked is what cannot be taken apart so.
   */
  public Verdict judgeMaterial(String passage, InputPolicy policy) {
    Verdict whole = verdict(passage, Where.MATERIAL, policy);
    if (whole instanceof Verdict.Blocked blocked) {
      return new PassageCleaner(piece -> verdict(piece, Where.MATERIAL, policy))
          .clean(passage, blocked);
    }
    return whole;
  }

  private Verdict verdict(String text, Where where, InputPolicy policy) {
    Findings findings = findings(text, where, policy);
    return decide(findings, deep(findings), policy);
  }

  /** The cheap part. */
  public Findings findings(String text, Where where, InputPolicy policy) {
    List<Reading> readings = new ArrayList<>();
    for (View view : views.apply(AllowedPhrases.removedFrom(text, policy.allowed()))) {
      List<RuleHit> hits = new ArrayList<>(rules.match(view, where));
      hits.removeIf(hit -> policy.disabledRules().contains(hit.rule()));
      readings.add(new Reading(view, hits, statistics.score(view.text())));
    }
    return new Findings(text, where, readings);
  }

  /**
   * The deep part; empty if there are no deep classifiers. Of a code that was undone they read what
   * it says: the code itself looks hostile to them whatever it says.
   */
  public Optional<Scores> deep(Findings findings) {
    List<View> chosen = findings.mostSuspicious(DEEP_VIEWS);
    boolean code = chosen.size() > 1 && !Readability.of(chosen.get(0).text()).reads();
    return chosen.stream()
        .skip(code ? 1 : 0)
        .flatMap(view -> deep.stream().map(classifier -> classifier.score(view.text())))
        .reduce(Scores::max);
  }

  /**
   * The verdict on a text as a whole.
   *
   * @param deepScores what {@link #deep} said; empty if it was not asked, or failed
   */
  public Verdict decide(Findings findings, Optional<Scores> deepScores, InputPolicy policy) {
    Assessment assessment = Assessment.of(findings, deepScores);
    double score = assessment.manipulation();
    List<String> ids = findings.rules();
    if (score >= policy.threshold()) {
      return new Verdict.Blocked(assessment.family().code(), score, ids);
    }
    boolean asks = findings.where() == Where.QUESTION; // a text about harm asks for nothing
    if (asks && policy.harm() == Harm.BLOCK && assessment.harm() >= policy.harmThreshold()) {
      return new Verdict.Blocked(Family.HARMFUL_REQUEST.code(), assessment.harm(), ids);
    }
    String visible = HiddenCharacters.removedFrom(findings.text());
    return visible.equals(findings.text())
        ? new Verdict.Allowed(score, ids)
        : new Verdict.Rewritten(visible, Family.OBFUSCATION.code(), score, ids);
  }
}
