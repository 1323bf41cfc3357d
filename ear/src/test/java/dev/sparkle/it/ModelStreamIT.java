package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.fakellm.FakeBehaviour;
import dev.sparkle.cli.fakellm.FakeBehaviour.Faults;
import dev.sparkle.cli.fakellm.FakeBehaviour.Garbage;
import dev.sparkle.cli.fakellm.FakeBehaviour.Pace;
import dev.sparkle.cli.fakellm.FakeBehaviour.Speech;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The way of a question to an OpenAI-compatible server over HTTP, well and unwell. */
class ModelStreamIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SparkleClient learner = Lab.guest(Lab.modelNode());

  @AfterEach
  void behaveAgain() {
    Lab.fakeLlm().behave(FakeBehaviour.HEALTHY);
  }

  @Test
  void streamsTheModelsWordsInCoalescedDeltas() {
    Lab.fakeLlm().behave(speaking(new Pace(200, 0), Faults.NONE, 100));

    List<ChatEvent> events = ask();

    long deltas = events.stream().filter(ChatEvent.Delta.class::isInstance).count();
    assertTrue(deltas > 3 && deltas < 60, deltas + " deltas of 100 tokens in half a second");
    ChatEvent.Usage usage = (ChatEvent.Usage) events.get(events.size() - 2);
    assertEquals(100, usage.outputTokens());
    assertTrue(usage.inputTokens() > 100, "the prompt holds the passages: " + usage);
    assertInstanceOf(ChatEvent.Done.class, events.get(events.size() - 1));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("llm_interrupted", new Faults(0, 500, 0, 5, -1, Garbage.NONE)),
        Arguments.of("llm_timeout_gap", new Faults(0, 500, 0, -1, 5, Garbage.NONE)));
  }

  /** What happens before the first word: {@link GuardedCallIT}. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void endsAsFailedAndSaysWhyAfterTheFirstWord(String code, Faults faults) {
    Lab.fakeLlm().behave(speaking(Pace.FULL, faults, 50));

    List<ChatEvent> events = ask();

    ChatEvent.Failed failed =
        assertInstanceOf(ChatEvent.Failed.class, events.get(events.size() - 1));
    assertEquals(code, failed.error().code());
    assertTrue(failed.error().retryable());
  }

  @Test
  void closesTheUpstreamCallWhenTheLearnerStops() {
    Lab.fakeLlm().behave(speaking(new Pace(20, 0), Faults.NONE, 2000));
    long cancelled = Lab.fakeLlm().stats().cancelled();
    try (ChatConnection socket = learner.connect()) {
      socket.send(new Question("Why do plants need light?"));
      socket.stop(socket.await(ChatEvent.Delta.class, PATIENCE).at().generationId());
      socket.await(ChatEvent.Stopped.class, PATIENCE);
    }
    Lab.fakeLlm().awaitStats(stats -> stats.cancelled() > cancelled, PATIENCE);
  }

  private List<ChatEvent> ask() {
    try (ChatConnection socket = learner.connect()) {
      socket.send(new Question("Why do plants need light?"));
      return socket.untilEnd(PATIENCE);
    }
  }

  private static FakeBehaviour speaking(Pace pace, Faults faults, int tokens) {
    return new FakeBehaviour(
        pace,
        faults,
        new Speech(Speech.DEFAULT.answer(), tokens, true, Speech.DEFAULT.finishReason()),
        FakeBehaviour.HEALTHY.apiKey());
  }
}
