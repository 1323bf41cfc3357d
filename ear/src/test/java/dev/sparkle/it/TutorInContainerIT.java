package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.chat.control.Conversations;
import dev.sparkle.chat.control.GenerationDesk;
import dev.sparkle.chat.control.Tutor;
import dev.sparkle.chat.entity.AskOptions;
import dev.sparkle.chat.entity.Branch;
import dev.sparkle.chat.entity.Message;
import dev.sparkle.chat.entity.Mode;
import dev.sparkle.chat.entity.Question;
import dev.sparkle.identity.control.Accounts;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.TokenUsage;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Inside the container: the packaged application with this class beside it. */
@ExtendWith(ArquillianExtension.class)
class TutorInContainerIT {

  private static final Duration LEASE = Duration.ofSeconds(30);

  @Inject private Tutor tutor;
  @Inject private Accounts accounts;
  @Inject private GenerationDesk desk;
  @Inject private Conversations conversations;

  private Caller learner;

  @Deployment
  static EnterpriseArchive sparkle() {
    return PackagedApplication.with(TutorInContainerIT.class, CollectingSink.class);
  }

  @BeforeEach
  void signIn() throws Exception {
    learner = accounts.guest().account().asCaller();
  }

  @Test
  void asksTheInjectedTutorAndGetsAnAnswer() throws Exception {
    GenerationDesk.Opened opened = open("What is osmosis?");
    CollectingSink sink = new CollectingSink();

    tutor.answer(
        learner,
        new Question(
            opened.generation(),
            opened.conversation(),
            opened.question(),
            "What is osmosis?",
            AskOptions.NONE),
        sink);
    Ending ending = sink.ending().get(30, TimeUnit.SECONDS);

    assertInstanceOf(Ending.Done.class, ending);
    assertFalse(sink.text().isBlank());
  }

  @Test
  void opensOneGenerationForOneRequest() throws Exception {
    GenerationDesk.Opened first =
        (GenerationDesk.Opened)
            desk.open(learner, "r-1", null, "Why?", Branch.NEWEST, Mode.EXPLAIN, LEASE);

    GenerationDesk.AskedBefore second =
        assertInstanceOf(
            GenerationDesk.AskedBefore.class,
            desk.open(learner, "r-1", null, "Why?", Branch.NEWEST, Mode.EXPLAIN, LEASE));

    assertEquals(first.generation(), second.standing().generation());
    assertEquals(1, conversations.list(learner, Conversations.Place.NEWEST, 10).size());
  }

  @Test
  void keepsAnAnswerOnce() throws Exception {
    GenerationDesk.Opened opened = open("Why?");

    assertTrue(desk.close(opened, learner, "Because.", List.of(), "done", TokenUsage.NONE, null));
    assertFalse(desk.close(opened, learner, "Late.", List.of(), "done", TokenUsage.NONE, null));

    List<Message> messages = conversations.messages(learner, opened.conversation()).orElseThrow();
    assertEquals(List.of("Why?", "Because."), messages.stream().map(Message::text).toList());
  }

  @Test
  void endsTheGenerationsOfASilentNodeAndFencesItsLateAnswer() throws Exception {
    GenerationDesk.Opened opened =
        (GenerationDesk.Opened)
            desk.open(
                learner, "r-2", null, "Why?", Branch.NEWEST, Mode.EXPLAIN, Duration.ofSeconds(-1));

    desk.endOrphans();

    assertFalse(desk.close(opened, learner, "Late.", List.of(), "done", TokenUsage.NONE, null));
    Message answer = conversations.messages(learner, opened.conversation()).orElseThrow().get(1);
    assertEquals("failed", answer.outcome());
  }

  @Test
  void showsNobodyElsesConversation() throws Exception {
    GenerationDesk.Opened opened = open("Mine?");
    Caller stranger = accounts.guest().account().asCaller();

    assertTrue(conversations.messages(stranger, opened.conversation()).isEmpty());
    assertTrue(conversations.list(stranger, Conversations.Place.NEWEST, 10).isEmpty());
    assertInstanceOf(
        GenerationDesk.UnknownConversation.class,
        desk.open(
            stranger, "r-3", opened.conversation(), "Yours?", Branch.NEWEST, Mode.EXPLAIN, LEASE));
  }

  private GenerationDesk.Opened open(String question) throws Exception {
    return (GenerationDesk.Opened)
        desk.open(
            learner,
            UUID.randomUUID().toString(),
            null,
            question,
            Branch.NEWEST,
            Mode.EXPLAIN,
            LEASE);
  }
}
