package dev.sparkle.llm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeepingSinkTest {

  private static final Origin MODEL = new Origin(Origin.Kind.MODEL, "one", "m", "");

  private final RecordingSink learner = new RecordingSink();
  private final List<String> kept = new ArrayList<>();
  private final KeepingSink sink =
      new KeepingSink(learner, (origin, text) -> kept.add(origin.provider() + ": " + text));

  @Test
  void keepsAWholeAnswerOfAModelAfterItsEnd() {
    sink.origin(MODEL);
    sink.delta("Light ");
    sink.delta("feeds [1].");
    assertEquals(List.of(), kept);
    sink.end(new Ending.Done(false));

    assertEquals(List.of("one: Light feeds [1]."), kept);
    assertEquals("Light feeds [1].", learner.text());
  }

  static Stream<Ending> badEndings() {
    return Stream.of(
        new Ending.Done(true),
        new Ending.Stopped(),
        new Ending.Blocked(4, "canary", "No."),
        LlmFailure.INTERRUPTED.ending());
  }

  @ParameterizedTest
  @MethodSource("badEndings")
  void keepsNoPartialAnswer(Ending ending) {
    sink.origin(MODEL);
    sink.delta("Light feeds [1].");
    sink.end(ending);

    assertEquals(List.of(), kept);
    assertEquals(List.of(ending), learner.endings);
  }

  @Test
  void keepsNoMaskedAnswer() {
    sink.origin(MODEL);
    sink.delta("Write to *** [1].");
    sink.redacted("email", 1);
    sink.end(new Ending.Done(false));

    assertEquals(List.of(), kept);
  }

  @Test
  void keepsNoAnswerThatIsNotNew() {
    for (Origin.Kind kind :
        List.of(Origin.Kind.EARLIER_ANSWER, Origin.Kind.MATERIAL, Origin.Kind.APOLOGY)) {
      KeepingSink other = new KeepingSink(new RecordingSink(), (origin, text) -> kept.add(text));
      other.origin(new Origin(kind, "", "", ""));
      other.delta("Light feeds [1].");
      other.end(new Ending.Done(false));
    }
    assertEquals(List.of(), kept);
  }

  @Test
  void keepsNothingBeyondItsBounds() {
    sink.origin(MODEL);
    sink.delta("x".repeat(KeepingSink.LONGEST));
    sink.delta("x");
    sink.end(new Ending.Done(false));

    assertEquals(List.of(), kept);
  }
}
