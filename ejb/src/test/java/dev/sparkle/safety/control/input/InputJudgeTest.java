package dev.sparkle.safety.control.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.safety.control.input.TextClassifier.Scores;
import dev.sparkle.safety.entity.Family;
import dev.sparkle.safety.entity.InputPolicy;
import dev.sparkle.safety.entity.InputPolicy.Harm;
import dev.sparkle.safety.entity.InputPolicy.Mode;
import dev.sparkle.safety.entity.Verdict;
import dev.sparkle.safety.entity.Verdict.Allowed;
import dev.sparkle.safety.entity.Verdict.Blocked;
import dev.sparkle.safety.entity.Verdict.Rewritten;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules here look for the words strong, weak and other; classifiers say what they are told. */
class InputJudgeTest {

  private static final InputPolicy SHIPPED = InputPolicy.SHIPPED;

  private final List<String> asked = new ArrayList<>();

  private static List<View> views(String text) {
    List<View> views = new ArrayList<>();
    views.add(new View(text.toLowerCase(Locale.ROOT), List.of()));
    for (String part : text.split(" ")) {
      if (part.startsWith("rev:")) {
        String turned = new StringBuilder(part.substring(4)).reverse().toString();
        views.add(new View(turned, List.of("reversed")));
      }
    }
    return views;
  }

  private static List<RuleHit> rules(View view, Where where) {
    List<RuleHit> hits = new ArrayList<>();
    add(hits, view, "strong", Family.PROMPT_LEAK, 1);
    add(hits, view, "weak", Family.JAILBREAK, 0.4);
    add(hits, view, "other", Family.INSTRUCTION_OVERRIDE, 0.6);
    add(hits, view, "poison", Family.HARMFUL_REQUEST, 1);
    if (where == Where.MATERIAL) {
      add(hits, view, "assistant", Family.INDIRECT_INJECTION, 1);
    }
    return hits;
  }

  private static void add(
      List<RuleHit> hits, View view, String word, Family family, double weight) {
    int at = view.text().indexOf(word);
    if (at >= 0) {
      hits.add(new RuleHit(word, family, weight, at, at + word.length()));
    }
  }

  private static InputJudge judge(double statistics, Double deep) {
    return new InputJudge(
        InputJudgeTest::views,
        InputJudgeTest::rules,
        text -> new Scores(statistics, 0),
        deep == null ? List.of() : List.of(text -> new Scores(deep, 0)));
  }

  @ParameterizedTest
  @CsvSource({
    "what is osmosis,              0.1, 0.1, allowed",
    "a strong word,                0.1, 0.1, prompt_leak",
    "a strong word,                0.0, 0.0, prompt_leak",
    "a weak word,                  0.1, 0.1, allowed",
    "a weak word,                  0.49, 0.49, jailbreak",
    "a weak word and an other one, 0.1, 0.1, instruction_override",
    "what is osmosis,              0.5, 0.1, manipulation",
    "what is osmosis,              0.1, 0.5, manipulation",
    "what is osmosis,              0.4, 0.4, manipulation",
    "a weak word,                  0.3, 0.4, jailbreak",
    "what is osmosis,              0.1, 0.4, allowed",
    "look at rev:gnorts,           0.1, 0.1, prompt_leak",
    "look at rev:rehto,            0.05, 0.02, allowed",
    "look at rev:rehtokaew,        0.05, 0.02, instruction_override",
  })
  void weighsWhatIsKnown(String text, double statistics, double deep, String expected) {
    assertEquals(expected, outcome(judge(statistics, deep).judge(text, SHIPPED)));
  }

  private static String outcome(Verdict verdict) {
    if (verdict instanceof Blocked blocked) {
      return blocked.reason();
    }
    return verdict instanceof Allowed ? "allowed" : "rewritten";
  }

  @Test
  void judgesWithoutDeepClassifiers() {
    assertEquals("allowed", outcome(judge(0.1, null).judge("what is osmosis", SHIPPED)));
    assertEquals("prompt_leak", outcome(judge(0.1, null).judge("strong", SHIPPED)));
    assertEquals("manipulation", outcome(judge(0.6, null).judge("what is osmosis", SHIPPED)));
  }

  @Test
  void namesTheRulesThatSpokeAndScoresBetweenNoneAndOne() {
    Verdict verdict = judge(0.1, 0.1).judge("weak strong other strong", SHIPPED);
    assertEquals(List.of("strong", "weak", "other"), verdict.rules());
    assertTrue(verdict.score() > 0.5 && verdict.score() <= 1, () -> "" + verdict.score());
  }

  @Test
  void callsHiddenWordsObfuscationIfOnlyTheStatisticsSpeak() {
    InputJudge judge =
        new InputJudge(
            InputJudgeTest::views,
            (view, where) -> List.of(),
            text -> new Scores(text.equals("drow") ? 0.9 : 0.1, 0),
            List.of());
    assertEquals("obfuscation", outcome(judge.judge("look at rev:word", SHIPPED)));
  }

  @Test
  void asksAnOperatorsOwnModelBesideTheShippedOne() {
    InputJudge judge =
        judge(0.1, 0.1).withDeep(List.of(t -> new Scores(0.1, 0), t -> new Scores(0.9, 0)));
    assertEquals("manipulation", outcome(judge.judge("what is osmosis", SHIPPED)));
  }

  @Test
  void showsTheDeepClassifiersOnlyThePlainViewAndTheThreeMostSuspicious() {
    InputJudge judge =
        judge(0.1, null)
            .withDeep(
                List.of(
                    text -> {
                      asked.add(text);
                      return Scores.NONE;
                    }));
    String words = "please tell me what this word means for my school homework ";
    judge.judge(words + "rev:a rev:b rev:gnorts rev:c rev:kaew", SHIPPED);
    assertEquals(4, asked.size(), asked::toString);
    assertEquals(List.of("strong", "weak"), asked.subList(1, 3));
  }

  @Test
  void showsThemOfACodeOnlyWhatItSays() {
    InputJudge judge =
        judge(0.1, null)
            .withDeep(
                List.of(
                    text -> {
                      asked.add(text);
                      return Scores.NONE;
                    }));
    judge.judge("rev:gnorts", SHIPPED);
    judge.judge("zq8x", SHIPPED);
    assertEquals(List.of("strong", "zq8x"), asked);
  }

  @Test
  void decidesOnHarmByPolicyAlone() {
    InputJudge judge = judge(0.1, 0.1);
    assertEquals("harmful_request", outcome(judge.judge("a poison", SHIPPED)));
    assertEquals("allowed", outcome(judge.judge("a poison", SHIPPED.withHarm(Harm.ALLOW))));
    InputJudge statistics =
        new InputJudge(
            InputJudgeTest::views, InputJudgeTest::rules, t -> new Scores(0.1, 0.6), List.of());
    assertEquals("harmful_request", outcome(statistics.judge("anything", SHIPPED)));
  }

  @Test
  void followsThePolicy() {
    InputJudge judge = judge(0.1, 0.1);
    assertEquals("allowed", outcome(judge.judge("strong", SHIPPED.withThreshold(0.8))));
    InputPolicy lenient =
        new InputPolicy(
            Mode.ENFORCE, 0.5, Harm.BLOCK, 0.5, Set.of("other"), List.of("so  STRONG"), 20);
    assertEquals("allowed", outcome(judge.judge("weak other", lenient)));
    assertEquals("allowed", outcome(judge.judge("it is so strong", lenient)));
    assertEquals("prompt_leak", outcome(judge.judge("it is strong", lenient)));
    assertEquals("too_long", outcome(judge.judge("x".repeat(21), lenient)));
  }

  @Test
  void takesHiddenCharactersOutOfAQuestionAndKeepsItsWords() {
    Verdict verdict = judge(0.1, 0.1).judge("What\u200b is \u202eOsmosis\u202c?", SHIPPED);
    assertEquals("What is Osmosis?", assertInstanceOf(Rewritten.class, verdict).text());
    assertEquals("obfuscation", ((Rewritten) verdict).reason());
  }

  @Test
  void leavesJoinersInEmojiAndDirectionsBesideHebrew() {
    for (String text :
        List.of(
            "a family 👨‍👩‍👧", "שלום\u200f abc", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "Tiếng Việt đệ", "می‌خواهم")) {
      assertInstanceOf(Allowed.class, judge(0.1, 0.1).judge(text, SHIPPED), text);
    }
  }

  @Test
  void takesHostileSentencesOutOfMaterialAndLeavesTheRest() {
    Verdict verdict =
        judge(0.1, 0.1)
            .judgeMaterial(
                "Water moves. Dear Assistant, do this. Cells swell.\nLeaves stay stiff.", SHIPPED);
    assertEquals(
        "Water moves. […] Cells swell.\nLeaves stay stiff.",
        assertInstanceOf(Rewritten.class, verdict).text());
    assertEquals("indirect_injection", ((Rewritten) verdict).reason());
  }

  @Test
  void takesAnAttackOverTwoSentencesOutAsAWhole() {
    Verdict verdict =
        judge(0.1, 0.1).judgeMaterial("Water moves. Be weak. Be other. Cells swell.", SHIPPED);
    assertEquals(
        "Water moves. […]  Cells swell.", assertInstanceOf(Rewritten.class, verdict).text());
  }

  @Test
  void blocksMaterialThatHasNothingElse() {
    assertInstanceOf(Blocked.class, judge(0.1, 0.1).judgeMaterial("Assistant, obey.", SHIPPED));
  }

  @Test
  void wantsStatisticsToBeSurerOfMaterial() {
    assertInstanceOf(Allowed.class, judge(0.6, 0.6).judgeMaterial("A page.", SHIPPED));
    assertInstanceOf(Blocked.class, judge(0.6, 0.6).judge("A page.", SHIPPED));
  }

  @Test
  void leavesTextsAboutHarmInMaterialAlone() {
    assertInstanceOf(
        Allowed.class, judge(0.1, 0.1).judgeMaterial("The poison of a snake.", SHIPPED));
    assertInstanceOf(Blocked.class, judge(0.1, 0.1).judge("The poison of a snake.", SHIPPED));
  }

  @Test
  void decidesInTwoStepsAsInOne() {
    InputJudge judge = judge(0.2, 0.6);
    Findings findings = judge.findings("a weak word", Where.QUESTION, SHIPPED);
    Optional<Scores> deep = judge.deep(findings);
    assertEquals(judge.judge("a weak word", SHIPPED), judge.decide(findings, deep, SHIPPED));
    assertInstanceOf(Allowed.class, judge.decide(findings, Optional.empty(), SHIPPED));
  }
}
