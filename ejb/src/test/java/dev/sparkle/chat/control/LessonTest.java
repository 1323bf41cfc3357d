package dev.sparkle.chat.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sparkle.chat.entity.Mode;
import dev.sparkle.llm.entity.Manner;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LessonTest {

  private final List<Lesson.Exchange> before = new ArrayList<>();

  private Lesson said(Mode mode, String question) {
    Lesson lesson = Lesson.of(mode, question, before);
    before.add(new Lesson.Exchange(question, mode, "What does a membrane let pass [1]?"));
    return lesson;
  }

  @Test
  void climbsTheLadderWhileTheLearnerAsksForMore() {
    String question = "Why do plant cells not burst in pure water?";

    assertEquals(Manner.hint(1, question), said(Mode.HINT, question).manner());
    assertEquals(Manner.hint(2, question), said(Mode.HINT, "Another hint, please").manner());
    Lesson third = said(Mode.HINT, "I still do not understand");
    assertEquals(Manner.hint(3, question), third.manner());
    assertEquals(question, third.search(), "it is still about that question");
    assertEquals(4, said(Mode.HINT, "I have no idea").manner().rung());
  }

  @Test
  void aNewQuestionBeginsAtTheFirstRung() {
    said(Mode.HINT, "Why do plant cells not burst in pure water?");
    said(Mode.HINT, "Another hint");

    assertEquals(
        Manner.hint(1, "How do enzymes work?"), said(Mode.HINT, "How do enzymes work?").manner());
    assertEquals(2, said(Mode.HINT, "next hint").manner().rung());
  }

  @Test
  void climbsInChineseToo() {
    said(Mode.HINT, "为什么植物细胞在纯水中不会破裂？");

    assertEquals(2, said(Mode.HINT, "再来一个提示").manner().rung());
    assertEquals(3, said(Mode.HINT, "还不懂").manner().rung());
    assertEquals(1, said(Mode.HINT, "酶是怎么工作的？").manner().rung());
  }

  @Test
  void anExplanationBetweenEndsTheLadder() {
    said(Mode.HINT, "Why do plants need light?");
    said(Mode.EXPLAIN, "Explain it.");

    assertEquals(1, said(Mode.HINT, "Another hint").manner().rung());
  }

  @Test
  void whatFollowsAQuizQuestionIsItsAnswer() {
    assertEquals(Manner.QUIZ, said(Mode.QUIZ, "Quiz me on osmosis").manner());
    Lesson answer = said(Mode.QUIZ, "membrane");

    assertEquals(Manner.grade("What does a membrane let pass [1]?"), answer.manner());
    assertEquals("What does a membrane let pass [1]?\nmembrane", answer.search());
  }

  @Test
  void aTopicIsNoAnswerWhereNothingWasAsked() {
    before.add(
        new Lesson.Exchange("Quiz me", Mode.QUIZ, "Name a topic, as in: Quiz me on osmosis."));

    assertEquals(Manner.QUIZ, said(Mode.QUIZ, "enzymes").manner());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Quiz me on enzymes", "please test me", "Another question", "考考我酶", "下一题", "出一道题"})
  void aWishForAnotherQuestionIsNoAnswer(String wish) {
    said(Mode.QUIZ, "Quiz me on osmosis");

    assertEquals(Manner.QUIZ, said(Mode.QUIZ, wish).manner());
  }

  @Test
  void whatFollowsAnExplanationIsNoAnswerToAQuiz() {
    said(Mode.EXPLAIN, "What is osmosis?");

    assertEquals(Manner.QUIZ, said(Mode.QUIZ, "membrane").manner());
  }
}
