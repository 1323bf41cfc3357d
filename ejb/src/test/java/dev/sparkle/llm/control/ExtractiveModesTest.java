package dev.sparkle.llm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.knowledge.entity.Passage;
import dev.sparkle.llm.entity.Manner;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.llm.entity.Turn;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Hints and quizzes of the material's own words. */
class ExtractiveModesTest {

  private static final String OSMOSIS =
      "Osmosis is the movement of water through a semipermeable membrane. In a plant cell the wall"
          + " resists the pressure, so the cell does not burst. Animal cells have no wall.";
  private static final String CHINESE = "渗透作用是水分子通过半透膜的扩散。植物细胞有细胞壁，细胞壁能够承受压力，所以植物细胞不会破裂。";

  private static ModelCall call(
      String text, String language, String question, Manner manner, List<Turn> history) {
    Passage passage =
        new Passage(UUID.randomUUID(), UUID.randomUUID(), "Cells", "Osmosis", 12, text, 0.9);
    return new ModelCall(
            UUID.randomUUID(),
            new Caller(UUID.randomUUID(), Set.of(Role.LEARNER), Set.of()),
            "",
            history,
            question,
            List.of(passage),
            language,
            500)
        .in(manner);
  }

  private static String hint(int rung) {
    String question = "Why does a plant cell not burst?";
    return ExtractiveAnswer.to(
        call(
            OSMOSIS,
            "en",
            rung == 1 ? question : "another hint",
            Manner.hint(rung, question),
            List.of()));
  }

  @Test
  void hintsNeverBeginWithTheAnswerAndEndWithIt() {
    String answer = "the wall resists the pressure";
    for (int rung = 1; rung <= Manner.RUNGS; rung++) {
      assertFalse(hint(rung).contains(answer), hint(rung));
      assertTrue(hint(rung).contains("[1]"), hint(rung));
    }
    assertTrue(hint(1).contains("Osmosis"), hint(1));
    assertTrue(hint(2).contains("pressure"), hint(2));
    assertTrue(hint(3).contains(Gap.MARK), hint(3));
    assertTrue(hint(Manner.RUNGS + 1).contains(answer), "then the answer comes");
  }

  @Test
  void hintsInChinese() {
    String question = "植物细胞为什么不会破裂？";
    for (int rung = 1; rung <= Manner.RUNGS; rung++) {
      String hint =
          ExtractiveAnswer.to(
              call(CHINESE, "zh", question, Manner.hint(rung, question), List.of()));
      assertTrue(hint.contains("[1]"), hint);
      assertFalse(hint.contains("细胞壁能够承受压力，所以植物细胞不会破裂"), hint);
    }
  }

  private static String quiz(String text, String language) {
    return ExtractiveAnswer.to(call(text, language, "Quiz me on osmosis", Manner.QUIZ, List.of()));
  }

  private static String missing(String text, String quiz) {
    Matcher gapped = Pattern.compile("“([^”]*)”").matcher(quiz);
    assertTrue(gapped.find(), quiz);
    String[] parts = gapped.group(1).split(Gap.MARK, -1);
    Matcher whole =
        Pattern.compile(Pattern.quote(parts[0]) + "(.+?)" + Pattern.quote(parts[1])).matcher(text);
    assertTrue(whole.find(), quiz);
    return whole.group(1);
  }

  @Test
  void asksAndJudgesWhatTheLearnerPutsIntoTheGap() {
    String quiz = quiz(OSMOSIS, "en");
    String word = missing(OSMOSIS, quiz);

    String right = graded(quiz, word);
    String wrong = graded(quiz, "bicycle");
    String nearly = graded(quiz, word.substring(0, word.length() - 1) + "x");

    assertTrue(right.startsWith("✓"), right);
    assertTrue(wrong.startsWith("✗"), wrong);
    assertTrue(wrong.contains(word), "the feedback says what the material says: " + wrong);
    assertTrue(nearly.startsWith("◐"), nearly);
    assertTrue(right.contains("[1]"), right);
  }

  @Test
  void asksTheNextQuestionAndNoneTwice() {
    String first = quiz(OSMOSIS, "en");
    String graded = graded(first, "bicycle");
    Matcher questions = Pattern.compile("“([^”]*)”").matcher(graded);
    assertTrue(questions.find(), graded);
    assertFalse(first.contains(questions.group(1)), graded);
  }

  @Test
  void asksAndJudgesInChinese() {
    String quiz = quiz(CHINESE, "zh");
    String word = missing(CHINESE, quiz);
    assertEquals(2, word.length(), quiz);
    ModelCall answer =
        call(CHINESE, "zh", word, Manner.grade(quiz), List.of(new Turn(Turn.Speaker.TUTOR, quiz)));
    assertTrue(ExtractiveAnswer.to(answer).startsWith("✓"), ExtractiveAnswer.to(answer));
  }

  private static String graded(String quiz, String answer) {
    return ExtractiveAnswer.to(
        call(
            OSMOSIS,
            "en",
            answer,
            Manner.grade(quiz),
            List.of(new Turn(Turn.Speaker.TUTOR, quiz))));
  }

  @Test
  void asksForATopicWhereTheMaterialHasNone() {
    ModelCall call = call("", "en", "Quiz me", Manner.QUIZ, List.of());
    assertTrue(
        ExtractiveAnswer.to(call.with(List.of(), "Quiz me", List.of())).contains("Name a topic"));
  }
}
