package dev.sparkle.chat.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.chat.entity.Mode;
import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.TokenUsage;
import dev.sparkle.platform.control.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveGenerationTest {

  private final ArrayDeque<Runnable> delayed = new ArrayDeque<>();
  private final List<Long> delays = new ArrayList<>();
  private final List<Published> logged = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();
  private final GenerationDesk.Opened opened =
      new GenerationDesk.Opened(
          UUID.randomUUID(),
          UUID.randomUUID(),
          UUID.randomUUID(),
          UUID.randomUUID(),
          "Why?",
          Mode.EXPLAIN);
  private int retired;
  private long nanos;
  private Integer firstWords;

  @Test
  void sendsTheFirstWordsAtOnceAndGathersTheNext() {
    LiveGeneration generation = generation(this::keep);
    Seen seen = follow(generation, 0);

    generation.delta("Plants ");
    generation.delta("need ");
    generation.delta("light.");
    assertEquals(List.of("Plants "), seen.words());

    nanos += TimeUnit.MILLISECONDS.toNanos(25);
    delayed.poll().run();
    assertEquals(List.of("Plants ", "need light."), seen.words());
  }

  @Test
  void keepsHowLongTheFirstWordsTook() {
    LiveGeneration generation = generation(this::keep);
    nanos += TimeUnit.MILLISECONDS.toNanos(230);
    generation.delta("Plants ");
    nanos += TimeUnit.MILLISECONDS.toNanos(500);
    generation.delta("need light.");
    generation.end(new Ending.Done(false));
    assertEquals(230, firstWords);

    generation(this::keep).end(new Ending.Stopped());
    assertEquals(null, firstWords);
  }

  @Test
  void setsNoTimerForWordsThatComeSlowly() {
    LiveGeneration generation = generation(this::keep);
    Seen seen = follow(generation, 0);

    for (String word : List.of("Plants ", "need ", "light.")) {
      generation.delta(word);
      nanos += TimeUnit.MILLISECONDS.toNanos(25);
    }

    assertEquals(List.of("Plants ", "need ", "light."), seen.words());
    assertTrue(delayed.isEmpty());
  }

  @Test
  void sendsAtMostOneFrameOfWordsInItsTime() {
    LiveGeneration generation = generation(this::keep);
    Seen seen = follow(generation, 0);

    generation.delta("Plants ");
    nanos += TimeUnit.MILLISECONDS.toNanos(20);
    generation.delta("need ");
    assertEquals(5, delays.get(0));
    nanos += TimeUnit.MILLISECONDS.toNanos(5);
    delayed.poll().run();
    nanos += TimeUnit.MILLISECONDS.toNanos(1);
    generation.delta("light.");
    assertEquals(List.of("Plants ", "need "), seen.words());
    assertEquals(24, delays.get(1));
    nanos += TimeUnit.MILLISECONDS.toNanos(24);
    delayed.poll().run();

    assertEquals(List.of("Plants ", "need ", "light."), seen.words());
    assertTrue(delayed.isEmpty());
  }

  @Test
  void numbersEventsFromOneWithoutAGapAndEndsOnce() {
    LiveGeneration generation = generation(this::keep);
    Seen seen = follow(generation, 0);

    generation.accepted("q", opened.question());
    generation.status(AnswerSink.Status.RETRIEVING);
    generation.citations(List.of());
    generation.delta("a");
    generation.usage(new TokenUsage(3, 1, 0));
    generation.end(new Ending.Done(false));
    generation.end(new Ending.Stopped());
    generation.delta("late");

    assertEquals(
        List.of(
            "chat.accepted",
            "chat.status",
            "chat.citations",
            "chat.delta",
            "chat.usage",
            "chat.done"),
        seen.types());
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), seen.numbers());
    assertEquals(seen.events, logged);
    assertEquals(List.of("a|done"), kept);
    assertEquals(1, retired);
  }

  @Test
  void tellsALateFollowerExactlyWhatItMissed() {
    LiveGeneration generation = generation(this::keep);
    generation.accepted("q", opened.question());
    generation.delta("a");
    Seen late = follow(generation, 1);
    generation.delta("b");
    generation.end(new Ending.Done(false));

    assertEquals(List.of(2L, 3L, 4L, 5L), late.numbers());
    assertEquals(List.of("a", "b"), late.words());
  }

  @Test
  void tellsAFinishedGenerationFromMemory() {
    LiveGeneration generation = generation(this::keep);
    generation.accepted("q", opened.question());
    generation.end(new Ending.Done(true));

    Seen late = follow(generation, 0);

    assertEquals(List.of("chat.accepted", "chat.usage", "chat.done"), late.types());
    assertEquals("length", late.last().path("finishReason").asText());
  }

  @Test
  void saysRetryableFailureWhenTheAnswerCannotBeKept() {
    LiveGeneration generation =
        generation(
            (text, citations, outcome, usage, first) -> {
              throw new IllegalStateException("the database is away");
            });
    Seen seen = follow(generation, 0);

    generation.delta("a");
    generation.end(new Ending.Done(false));

    assertEquals("chat.failed", seen.last().path("type").asText());
    assertEquals("not_saved", seen.last().path("error").path("code").asText());
    assertTrue(seen.last().path("error").path("retryable").asBoolean());
  }

  @Test
  void saysSoWhenAnotherNodeEndedItBefore() {
    LiveGeneration generation = generation((text, citations, outcome, usage, first) -> false);
    Seen seen = follow(generation, 0);

    generation.end(new Ending.Done(false));

    assertEquals("taken_over", seen.last().path("error").path("code").asText());
  }

  @Test
  void keepsThePartialAnswerOfAStop() {
    LiveGeneration generation = generation(this::keep);
    Seen seen = follow(generation, 0);

    generation.delta("half an ");
    generation.delta("answer");
    generation.end(new Ending.Stopped());

    assertEquals(List.of("half an answer|stopped"), kept);
    assertEquals("cancelled", seen.last().path("finishReason").asText());
  }

  private boolean keep(
      String text,
      List<dev.sparkle.knowledge.entity.Citation> citations,
      String outcome,
      TokenUsage usage,
      Integer firstWordsMillis) {
    firstWords = firstWordsMillis;
    return kept.add(text + "|" + outcome);
  }

  private LiveGeneration generation(LiveGeneration.Keeper keeper) {
    return new LiveGeneration(
        opened,
        UUID.randomUUID(),
        Runnable::run,
        new LiveGeneration.Gathering(this::later, () -> nanos, 25),
        keeper,
        logged::add,
        event -> {},
        () -> retired++);
  }

  private void later(Runnable action, long millis) {
    delayed.add(action);
    delays.add(millis);
  }

  private static Seen follow(LiveGeneration generation, long afterSeq) {
    Seen seen = new Seen();
    generation.follow(seen, afterSeq);
    return seen;
  }

  private static final class Seen implements Follower {
    private final List<Published> events = new ArrayList<>();

    @Override
    public void event(Published event) {
      events.add(event);
    }

    private List<JsonNode> frames() {
      return events.stream().map(event -> Json.read(event.json(), JsonNode.class)).toList();
    }

    List<String> types() {
      return frames().stream().map(frame -> frame.path("type").asText()).toList();
    }

    List<Long> numbers() {
      return frames().stream().map(frame -> frame.path("seq").asLong()).toList();
    }

    List<String> words() {
      return frames().stream()
          .filter(frame -> frame.path("type").asText().equals("chat.delta"))
          .map(frame -> frame.path("text").asText())
          .toList();
    }

    JsonNode last() {
      return frames().get(events.size() - 1);
    }
  }
}
