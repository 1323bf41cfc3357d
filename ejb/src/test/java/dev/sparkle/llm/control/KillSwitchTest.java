package dev.sparkle.llm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.Origin;
import dev.sparkle.llm.entity.SwitchedOff;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KillSwitchTest {

  private static final SwitchedOff OFF = new SwitchedOff("test", Instant.EPOCH);

  private final KillSwitch killSwitch = new KillSwitch();
  private final RecordingSink learner = new RecordingSink();

  @Test
  void letsNobodyAskBeforeItIsKnown() {
    assertTrue(killSwitch.isOff("one"));
    assertFalse(killSwitch.isKnown());
    killSwitch.tell(Map.of());
    assertFalse(killSwitch.isOff("one"));
  }

  @Test
  void switchesOneOrAllOff() {
    killSwitch.tell(Map.of("one", OFF));
    assertTrue(killSwitch.isOff("one"));
    assertFalse(killSwitch.isOff("two"));
    killSwitch.tell(Map.of(KillSwitch.ALL, OFF));
    assertTrue(killSwitch.isOff("two"));
    assertEquals("test", killSwitch.state(KillSwitch.ALL).orElseThrow().reason());
    killSwitch.tell(Map.of());
    assertFalse(killSwitch.isOff("one"));
  }

  @Test
  void endsRunningAnswersOfWhatIsSwitchedOffAndNoOthers() {
    killSwitch.tell(Map.of());
    AnswerRun run = talking("one");
    RecordingSink other = new RecordingSink();
    AnswerRun untouched = talking("two", other);

    killSwitch.tell(Map.of("one", OFF));

    assertEquals("llm_switched_off", ((Ending.Failed) learner.endings.get(0)).code());
    assertEquals("Half", learner.text());
    assertEquals(List.of(), other.endings);
    killSwitch.left(run);
    killSwitch.left(untouched);
    killSwitch.tell(Map.of(KillSwitch.ALL, OFF));
    assertEquals(List.of(), other.endings, "it has left");
  }

  private AnswerRun talking(String model) {
    return talking(model, learner);
  }

  private AnswerRun talking(String model, RecordingSink sink) {
    Origin origin = new Origin(Origin.Kind.MODEL, model, model, "");
    AnswerRun.Step step =
        new AnswerRun.Step() {
          @Override
          public void take(AnswerRun run) {
            run.hear(
                this,
                origin,
                heard -> {
                  heard.cancellation().onRequest(() -> heard.end(new Ending.Stopped()));
                  heard.delta("Half");
                });
          }
        };
    AnswerRun run = new AnswerRun(sink, List.of(step), ended -> {});
    killSwitch.entered(run);
    run.start();
    return run;
  }
}
