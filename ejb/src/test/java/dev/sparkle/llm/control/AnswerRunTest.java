package dev.sparkle.llm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.Origin;
import dev.sparkle.llm.entity.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The chain without Fault Tolerance: a step is told what to do by the test. */
class AnswerRunTest {

  private static final TokenUsage SOME = new TokenUsage(10, 2, 0);

  private final RecordingSink learner = new RecordingSink();
  private final List<AnswerRun> ended = new ArrayList<>();
  private final Scripted first = new Scripted("one");
  private final Scripted second = new Scripted("two");
  private final AnswerRun run =
      new AnswerRun(learner, List.of(first, second, new ApologyStep("en")), ended::add);

  @Test
  void handsOnWhatTheFirstStepSays() {
    run.start();
    first.attempt();
    first.say("Light ").say("feeds.").end(new Ending.Done(false));

    assertEquals("Light feeds.", learner.text());
    assertEquals(List.of(Origin.Kind.MODEL), learner.origins());
    assertEquals(List.of(SOME), learner.usages);
    assertInstanceOf(Ending.Done.class, learner.endings.get(0));
    assertEquals(List.of(run), ended);
    assertEquals(0, second.taken);
    assertWellBehaved();
  }

  @Test
  void takesTheNextStepAndSumsUpWhatBothConsumed() {
    run.start();
    first.attempt();
    first.end(LlmFailure.UNAVAILABLE.ending());
    run.passOn(first, LlmFailure.UNAVAILABLE.ending());
    second.attempt();
    second.say("Here.").end(new Ending.Done(false));

    assertEquals("Here.", learner.text());
    assertEquals(List.of(new TokenUsage(20, 4, 0)), learner.usages);
    assertWellBehaved();
  }

  @Test
  void dropsWordsOfAnAttemptThatWasGivenUp() {
    run.start();
    first.attempt();
    AnswerSink slow = first.sink;
    first.attempt();
    slow.delta("Doubled ");
    first.say("Once.").end(new Ending.Done(false));
    slow.delta("again");

    assertEquals("Once.", learner.text());
    assertTrue(slow.cancellation().isRequested());
    slow.usage(SOME);
    slow.end(new Ending.Stopped());
    assertEquals(1, learner.endings.size());
    assertEquals(List.of(new TokenUsage(20, 4, 0)), learner.usages);
    assertWellBehaved();
  }

  @Test
  void triesNothingAgainAfterTheFirstWord() {
    run.start();
    first.attempt();
    first.say("Half");
    run.passOn(first, LlmFailure.TIMEOUT_FIRST_TOKEN.ending());
    assertTrue(first.attempt().toCompletableFuture().isCompletedExceptionally());
    first.end(LlmFailure.INTERRUPTED.ending());

    assertEquals(0, second.taken);
    assertEquals("llm_interrupted", ((Ending.Failed) learner.endings.get(0)).code());
    assertWellBehaved();
  }

  @Test
  void stopsAtOnceBetweenAttempts() {
    run.start();
    first.attempt();
    first.end(LlmFailure.UNAVAILABLE.ending());

    learner.cancellation().request();

    assertInstanceOf(Ending.Stopped.class, learner.endings.get(0));
    assertEquals(List.of(SOME), learner.usages);
    assertTrue(first.attempt().toCompletableFuture().isCompletedExceptionally());
    run.passOn(first, LlmFailure.UNAVAILABLE.ending());
    assertEquals(0, second.taken);
    assertWellBehaved();
  }

  @Test
  void stopsARunningAttemptAndTellsItsUsageBeforeTheEnd() {
    run.start();
    first.attempt();
    first.endsWhenCancelled();
    first.say("Half");

    learner.cancellation().request();

    assertInstanceOf(Ending.Stopped.class, learner.endings.get(0));
    assertEquals(List.of(SOME), learner.usages);
    assertWellBehaved();
  }

  @Test
  void doesNotBlameAModelForALearnersStop() {
    run.start();
    CompletionStage<Void> word = first.attempt();
    first.endsWhenCancelled();

    learner.cancellation().request();

    CompletionException told =
        assertThrows(CompletionException.class, () -> word.toCompletableFuture().join());
    assertInstanceOf(AttemptFailed.NotTheModelsFault.class, told.getCause());
    assertInstanceOf(Ending.Stopped.class, learner.endings.get(0));
    assertWellBehaved();
  }

  @Test
  void apologisesForTheLastFailure() {
    run.start();
    run.passOn(first, LlmFailure.UNREACHABLE.ending());
    run.passOn(second, LlmFailure.RATE_LIMITED.ending(7000L));

    Ending.Failed failed = (Ending.Failed) learner.endings.get(0);
    assertEquals("llm_rate_limited", failed.code());
    assertEquals(7000L, failed.retryAfterMs());
    assertTrue(failed.message().startsWith("Sorry"), failed.message());
    assertEquals(List.of(Origin.Kind.APOLOGY), learner.origins());
    assertWellBehaved();
  }

  @Test
  void carriesWhatAModelsFilterRefusedToNoOther() {
    run.start();
    first.attempt();
    first.end(LlmFailure.FILTERED.ending());
    run.passOn(first, LlmFailure.FILTERED.ending());

    assertEquals(0, second.taken);
    assertEquals("llm_filtered", ((Ending.Failed) learner.endings.get(0)).code());
    assertWellBehaved();
  }

  @Test
  void takesAnEmptyAnswerForNone() {
    run.start();
    CompletionStage<Void> word = first.attempt();
    first.end(new Ending.Done(false));

    assertTrue(word.toCompletableFuture().isCompletedExceptionally());
    assertEquals(List.of(), learner.endings);
  }

  @Test
  void endsARunningAnswerWhoseModelIsSwitchedOff() {
    run.start();
    first.attempt();
    first.endsWhenCancelled();
    first.say("Half");

    run.switchedOff(name -> name.equals("two"));
    assertEquals(List.of(), learner.endings);
    run.switchedOff(name -> name.equals("one"));

    assertEquals("llm_switched_off", ((Ending.Failed) learner.endings.get(0)).code());
    assertEquals("Half", learner.text());
    assertEquals(0, second.taken);
    assertWellBehaved();
  }

  @Test
  void givesUpAnAttemptWhoseModelIsSwitchedOffBeforeItsFirstWord() {
    run.start();
    CompletionStage<Void> word = first.attempt();
    first.endsWhenCancelled();

    run.switchedOff(name -> true);

    assertTrue(word.toCompletableFuture().isCompletedExceptionally());
    assertEquals(List.of(), learner.endings);
    run.passOn(first, LlmFailure.SWITCHED_OFF.ending());
    assertEquals(1, second.taken);
  }

  @Test
  void goesOnWhenAStepBreaks() {
    AnswerRun breaking =
        new AnswerRun(
            learner,
            List.of(
                run -> {
                  throw new IllegalStateException("broken");
                },
                second,
                new ApologyStep("en")),
            ended::add);
    breaking.start();

    assertEquals(1, second.taken);
  }

  @Test
  void goesOnWhenAModelCannotBeAsked() {
    run.start();
    CompletionStage<Void> word =
        run.hear(
            first,
            first.origin,
            sink -> {
              throw new IllegalStateException("broken");
            });

    assertTrue(word.toCompletableFuture().isCompletedExceptionally());
    assertFalse(ended.contains(run));
  }

  private void assertWellBehaved() {
    assertEquals(List.of(), learner.violations);
    assertEquals(1, learner.endings.size());
  }

  /** A step that does nothing by itself. */
  private final class Scripted implements AnswerRun.Step {

    private final Origin origin;
    private int taken;
    private AnswerSink sink;

    Scripted(String name) {
      Origin.Kind kind = name.equals("one") ? Origin.Kind.MODEL : Origin.Kind.OTHER_MODEL;
      origin = new Origin(kind, name, name, "");
    }

    @Override
    public void take(AnswerRun run) {
      taken++;
    }

    CompletionStage<Void> attempt() {
      return run.hear(this, origin, heard -> sink = heard);
    }

    void endsWhenCancelled() {
      AnswerSink watched = sink;
      watched.cancellation().onRequest(() -> end(watched, new Ending.Stopped()));
    }

    Scripted say(String words) {
      sink.delta(words);
      return this;
    }

    void end(Ending how) {
      end(sink, how);
    }

    private void end(AnswerSink where, Ending how) {
      where.usage(SOME);
      where.end(how);
    }
  }
}
