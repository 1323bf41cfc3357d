package dev.sparkle.llm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.knowledge.entity.Passage;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.llm.entity.Prompt;
import dev.sparkle.llm.entity.Turn;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ExtractiveProviderTest {

  private static final Passage OSMOSIS =
      Prompts.passage(
          "Cells",
          "Osmosis",
          "Osmosis is the movement of water through a membrane that holds back what is dissolved"
              + " in it. In a plant cell osmosis builds up the pressure that keeps leaves stiff."
              + " Gardeners like sunny weather.",
          0.8);
  private static final Passage LIGHT =
      Prompts.passage("Plants", "Light", "Plants use light to split water and make sugar.", 0.6);
  private static final Passage CHINESE =
      Prompts.passage("细胞", "渗透作用", "水分子通过半透膜的扩散叫做渗透作用。植物细胞在清水中吸水膨胀。", 0.5);

  private final ManualTimers timers = new ManualTimers();
  private final ExtractiveProvider provider = new ExtractiveProvider(timers, Duration.ofMillis(40));
  private final RecordingSink sink = new RecordingSink();

  @Test
  void answersWithTheMaterialsWordsAndTheirMarks() {
    String answer = answer(Prompts.call("en", "What is osmosis?", OSMOSIS, LIGHT));
    assertTrue(answer.startsWith("Osmosis is the movement of water"), answer);
    assertTrue(answer.contains("dissolved in it [1]."), answer);
    assertTrue(answer.contains("No language model is configured"), answer);
    assertFalse(answer.contains("Gardeners"), answer);
    assertFalse(answer.contains("[2]"), answer);
  }

  @Test
  void answersInChinese() {
    String answer = answer(Prompts.call("zh-CN", "什么是渗透作用？", CHINESE));
    assertTrue(answer.startsWith("水分子通过半透膜的扩散叫做渗透作用 [1]。"), answer);
    assertTrue(answer.contains("没有配置语言模型"), answer);
  }

  @Test
  void saysThatTheMaterialDoesNotSay() {
    for (ModelCall call :
        List.of(
            Prompts.call("en", "What is osmosis?"),
            Prompts.call("en", "Who won the football cup in 1998?", LIGHT))) {
      assertEquals("The material does not say anything about this.", ExtractiveAnswer.to(call));
    }
    assertEquals("课程材料里没有讲到这个问题。", ExtractiveAnswer.to(Prompts.call("zh", "谁赢了世界杯？", CHINESE)));
  }

  @Test
  void readsAShortQuestionWithTheOneBefore() {
    List<Turn> history =
        List.of(
            new Turn(Turn.Speaker.LEARNER, "Do plants use light?"),
            new Turn(Turn.Speaker.TUTOR, "Yes."));
    String answer = ExtractiveAnswer.to(Prompts.call("en", history, "And why?", LIGHT));
    assertTrue(answer.startsWith("Plants use light"), answer);
  }

  @Test
  void streamsInSeveralPiecesAtItsPace() {
    provider.stream(prompt(Prompts.call("en", "What is osmosis?", OSMOSIS)), sink);
    timers.advanceMillis(79);
    assertEquals(1, sink.deltas.size());
    timers.advanceMillis(1);
    assertEquals(2, sink.deltas.size());
    timers.advanceMillis(60_000);
    assertTrue(sink.deltas.size() > 5);
    assertEquals(List.of(new Ending.Done(false)), sink.endings);
    assertEquals(TokenEstimate.of(sink.text()), sink.usages.get(0).outputTokens());
  }

  @Test
  void stopsWhenTheLearnerWantsItTo() {
    provider.stream(prompt(Prompts.call("en", "What is osmosis?", OSMOSIS)), sink);
    timers.advanceMillis(80);
    sink.cancellation().request();
    timers.advanceMillis(60_000);
    assertEquals(List.of(new Ending.Stopped()), sink.endings);
    assertEquals(2, sink.deltas.size());
    assertEquals(List.of(), sink.violations);
  }

  @Property
  void piecesPutTogetherAreTheText(@ForAll String text) {
    assertEquals(text, String.join("", Speech.pieces(text)));
  }

  @Property
  void neverThrowsWhateverThePassageSays(@ForAll String question, @ForAll String text) {
    Passage passage = Prompts.passage("t", "", text, 0.9);
    assertFalse(ExtractiveAnswer.to(Prompts.call("en", question, passage)).isBlank());
  }

  private String answer(ModelCall call) {
    provider.stream(prompt(call), sink);
    timers.advanceMillis(60_000);
    assertEquals(List.of(new Ending.Done(false)), sink.endings);
    return sink.text();
  }

  private static Prompt prompt(ModelCall call) {
    return new Prompt(call, List.of());
  }
}
