package dev.sparkle.safety.control;

import dev.sparkle.knowledge.control.MaterialJudge;
import dev.sparkle.knowledge.entity.Clearance;
import dev.sparkle.knowledge.entity.Passage;
import dev.sparkle.safety.control.input.InputJudge;
import dev.sparkle.safety.control.input.InputPolicies;
import dev.sparkle.safety.entity.InputPolicy;
import dev.sparkle.safety.entity.InputPolicy.Mode;
import dev.sparkle.safety.entity.Layer;
import dev.sparkle.safety.entity.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Layer 1 for material, which anyone may have written: once while it is taken in, and again before
 * a model sees it if it was judged by another judge or under another policy, or by nobody. What
 * addresses a model instead of a reader is taken out, sentence by sentence.
 */
@ApplicationScoped
public class PassageSafety implements MaterialJudge {

  /** Stands for what nothing is left of. */
  static final String NOTHING_LEFT = "[…]";

  /** Titles of material that are remembered as they were cleared: some 200 kB. */
  private static final int TITLES = 1000;

  /** A title under a judge and a policy. */
  private record Title(String judge, String text) {}

  private final Map<Title, String> titles =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Title, String> eldest) {
              return size() > TITLES;
            }
          });

  private final InputJudge judge;
  private final JudgedBy rules;
  private final InputPolicies policies;
  private final Verdicts verdicts;

  /** For the container's proxy. */
  protected PassageSafety() {
    this(null, null, null, null);
  }

  @Inject
  public PassageSafety(
      InputJudge judge, JudgedBy rules, InputPolicies policies, Verdicts verdicts) {
    this.judge = judge;
    this.rules = rules;
    this.policies = policies;
    this.verdicts = verdicts;
  }

  @Override
  public String name(String course) {
    return rules.fingerprint() + "-" + policy(course).fingerprint();
  }

  @Override
  public Clearance clear(String course, String heading, String text) {
    InputPolicy policy = policy(course);
    return new Clearance(name(course), clear(heading, policy), clear(text, policy));
  }

  /** The passage as a model may see it. */
  Passage cleared(Passage passage) {
    String course = passage.course();
    Clearance known = passage.clearance();
    Clearance clearance =
        known != null && known.judge().equals(name(course))
            ? known
            : clear(course, passage.heading(), passage.text());
    return passage.titled(title(course, passage.title())).with(clearance);
  }

  /** A title stands beside many passages of many questions, and is judged once. */
  private String title(String course, String text) {
    Title asked = new Title(name(course), text);
    String known = titles.get(asked);
    if (known == null) {
      known = clear(text, policy(course));
      titles.put(asked, known);
    }
    return known;
  }

  private InputPolicy policy(String course) {
    return policies.policyFor(course == null ? Set.of() : Set.of(course));
  }

  private String clear(String text, InputPolicy policy) {
    if (text.isBlank() || policy.mode() == Mode.OFF) {
      return text;
    }
    Verdict verdict = judge.judgeMaterial(text, policy);
    boolean enforced = policy.mode() == Mode.ENFORCE;
    if (!(verdict instanceof Verdict.Allowed)) {
      verdicts.tellOfMaterial(Layer.INPUT, verdict, enforced);
    }
    if (!enforced || verdict instanceof Verdict.Allowed) {
      return text;
    }
    return verdict instanceof Verdict.Rewritten rewritten ? rewritten.text() : NOTHING_LEFT;
  }
}
