package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.fakellm.FakeBehaviour;
import dev.sparkle.cli.fakellm.FakeBehaviour.Faults;
import dev.sparkle.cli.fakellm.FakeBehaviour.Pace;
import dev.sparkle.cli.fakellm.FakeBehaviour.Speech;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the tutor helps: hints, quizzes, citations, and long conversations. */
class LessonIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @AfterEach
  void talkAsUsual() {
    Lab.fakeLlm().behave(FakeBehaviour.HEALTHY);
  }

  /** One lesson, in one conversation. */
  private static final class Lesson implements AutoCloseable {
    private final ChatConnection socket;
    private final String mode;
    private String conversation;

    Lesson(SparkleClient learner, String mode) {
      this.socket = learner.connect();
      this.mode = mode;
    }

    String say(String text) {
      socket.send(new Question(text, conversation, null, List.of(), mode));
      List<ChatEvent> events = socket.untilEnd(PATIENCE);
      assertTrue(events.get(events.size() - 1) instanceof ChatEvent.Done, events::toString);
      conversation = ((ChatEvent.OfGeneration) events.get(0)).at().conversationId();
      return events.stream()
          .filter(ChatEvent.Delta.class::isInstance)
          .map(event -> ((ChatEvent.Delta) event).text())
          .collect(Collectors.joining());
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  @Test
  void hintsClimbALadderAndNeverBeginWithTheAnswer() {
    String question = "Why does a plant cell not burst in pure water?";
    String answer;
    try (Lesson explain = new Lesson(Lab.guest(Lab.node()), "explain")) {
      answer = explain.say(question);
    }
    String heart = answer.substring(0, answer.indexOf('[')).strip();
    try (Lesson lesson = new Lesson(Lab.guest(Lab.node()), "hint")) {
      for (String words : List.of(question, "Another hint", "I still do not understand")) {
        String hint = lesson.say(words);
        assertFalse(hint.contains(heart), hint);
        assertTrue(hint.matches("(?s).*\\[\\d].*"), hint);
      }
      String last = lesson.say("I have no idea");
      assertTrue(last.contains(heart), last);
    }
  }

  @Test
  void quizzesFromTheMaterialAndJudgesWithFeedback() {
    try (Lesson lesson = new Lesson(Lab.guest(Lab.node()), "quiz")) {
      String asked = lesson.say("Quiz me on osmosis");
      Matcher gap = Pattern.compile("“([^”]*____[^”]*)”").matcher(asked);
      assertTrue(gap.find(), asked);

      String judged = lesson.say("bicycle");

      assertTrue(judged.startsWith("✗"), judged);
      String known = gap.group(1).split("____", -1)[0];
      assertTrue(judged.contains(known), "the feedback tells the sentence: " + judged);
      assertTrue(judged.contains("____"), "and the next question follows: " + judged);
    }
  }

  @Test
  void tellsAModelWhichRungItIsAndWhatIsAnAnswer() {
    SparkleClient learner = Lab.guest(Lab.modelNode());
    try (Lesson lesson = new Lesson(learner, "hint")) {
      lesson.say("Why do plants need light?");
      assertTrue(Lab.fakeLlm().read("Give one short hint").isPresent());
      lesson.say("another hint");
      Optional<String> second = Lab.fakeLlm().read("The learner had a first hint");
      assertTrue(second.isPresent());
      assertTrue(second.get().contains("Material:"), "it is looked for by the first question");
    }
    try (Lesson lesson = new Lesson(learner, "quiz")) {
      lesson.say("Quiz me on photosynthesis");
      lesson.say("chlorophyll");
      assertTrue(Lab.fakeLlm().read("Begin with one of the characters ✓").isPresent());
    }
  }

  @Test
  void saysThatTheMaterialDoesNotSayWhateverTheModelTells() {
    speak("France won it [1].", 0);
    try (ChatConnection socket = Lab.guest(Lab.modelNode()).connect()) {
      socket.send(new Question("Who won the football world cup in 1998?"));
      List<ChatEvent> events = socket.untilEnd(PATIENCE);

      assertTrue(
          events.stream()
              .anyMatch(
                  event ->
                      event instanceof ChatEvent.Status status
                          && "model".equals(status.source())
                          && status.note().startsWith("The material does not say")),
          events::toString);
      assertTrue(
          events.stream()
              .noneMatch(
                  event -> event instanceof ChatEvent.Delta delta && delta.text().contains("[")),
          events::toString);
    }
  }

  @Test
  void aMarkWithoutAPassageNeverReachesTheLearner() {
    speak("Light drives it [1], as all know [77] and [1, 88].", 0);
    try (Lesson lesson = new Lesson(Lab.guest(Lab.modelNode()), "explain")) {
      assertEquals(
          "Light drives it [1], as all know and [1].",
          lesson.say("Why do plants need light?").strip());
    }
  }

  @Test
  void sumsUpALongConversationBesideTheAnswers() {
    SparkleClient learner = Lab.guest(Lab.modelNode());
    speak("Plants turn light into sugar. ".repeat(100) + "Remember the lemon.", 0);
    try (Lesson lesson = new Lesson(learner, "explain")) {
      for (String words :
          List.of("Why do plants need light?", "What is osmosis?", "What is an enzyme?")) {
        lesson.say(words);
      }
      Sql database = new Sql(Lab.database());
      Await.until(
          PATIENCE,
          () ->
              database.text(
                  "select count(*) from summary where conversation_id = '%s'", lesson.conversation),
          count -> !"0".equals(count));
      lesson.say("And why?");
      assertTrue(Lab.fakeLlm().read("summed up:").isPresent());
    }
  }

  private static void speak(String answer, int tokens) {
    Lab.fakeLlm()
        .behave(
            new FakeBehaviour(
                Pace.FULL,
                Faults.NONE,
                new Speech(answer, tokens, true, Speech.DEFAULT.finishReason()),
                FakeBehaviour.HEALTHY.apiKey()));
  }
}
