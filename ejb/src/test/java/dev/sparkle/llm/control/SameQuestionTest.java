package dev.sparkle.llm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.knowledge.control.Embedders;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By the shipped embedding models, which two questions count as one. The figures of the docs. */
class SameQuestionTest {

  private static final double SIMILARITY = 0.95;

  private static final List<String[]> SAME =
      List.of(
          pair("What is osmosis?", "what's osmosis"),
          pair("Why do plants need light?", "Why do plants need sunlight?"),
          pair("Why do plants need light?", "For what do plants need light?"),
          pair("How does a plant make sugar?", "How do plants make sugar?"),
          pair("Explain osmosis.", "What is osmosis?"),
          pair("What is the function of the cell membrane?", "What does the cell membrane do?"),
          pair("Why are leaves green?", "Why is a leaf green?"),
          pair(
              "What happens to a plant cell in pure water?",
              "What happens to a plant cell when it is put in pure water?"),
          pair("什么是渗透作用？", "渗透作用是什么？"),
          pair("植物为什么需要光？", "为什么植物需要光？"));

  private static final List<String[]> OTHER =
      List.of(
          pair("What is osmosis?", "What is diffusion?"),
          pair("Why do plants need light?", "Why do plants need water?"),
          pair("Why do plants need light?", "Why don't plants need light?"),
          pair(
              "What happens to a plant cell in pure water?",
              "What happens to an animal cell in pure water?"),
          pair(
              "What happens to a plant cell in pure water?",
              "What happens to a plant cell in salt water?"),
          pair(
              "What are the advantages of photosynthesis?",
              "What are the disadvantages of photosynthesis?"),
          pair("Does water move into the cell?", "Does water move out of the cell?"),
          pair("What is mitosis?", "What is meiosis?"),
          pair("Which plants need light?", "Which plants do not need light?"),
          pair("Why does the cell swell?", "Why does the cell shrink?"),
          pair("Is osmosis active transport?", "Is osmosis passive transport?"),
          pair("What does the light reaction produce?", "What does the dark reaction produce?"),
          pair("How heavy are 12 moles of water?", "How heavy are 21 moles of water?"),
          pair("什么是渗透作用？", "什么是扩散作用？"),
          pair("植物为什么需要光？", "植物为什么需要水？"),
          pair("植物为什么需要光？", "植物为什么不需要光？"));

  @Test
  void takesNoOtherQuestionForTheSameAndMostOfTheSameForIt() {
    Embedders embedders = Embedders.local();

    assertEquals(
        List.of(),
        OTHER.stream()
            .filter(pair -> counts(embedders, pair))
            .map(pair -> String.join(" | ", pair))
            .toList());
    long found = SAME.stream().filter(pair -> counts(embedders, pair)).count();
    assertTrue(found >= 6, found + " of " + SAME.size());
  }

  private static boolean counts(Embedders embedders, String[] pair) {
    float[] one = embedders.forText(pair[0]).embedQuestion(pair[0]);
    float[] other = embedders.forText(pair[1]).embedQuestion(pair[1]);
    double cosine = 0;
    for (int i = 0; i < one.length; i++) {
      cosine += one[i] * other[i];
    }
    return cosine >= SIMILARITY && TurningWords.same(pair[0], pair[1]);
  }

  private static String[] pair(String one, String other) {
    return new String[] {one, other};
  }
}
