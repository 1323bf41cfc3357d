package dev.sparkle.knowledge.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Fusion, relevance and the trimming of copies. */
class RankingTest {

  private static final double EVEN_ODDS = 0.4;

  @Test
  void fusionPutsFirstWhatBothFound() {
    assertEquals(
        List.of("b", "a", "c", "d"),
        RankFusion.fuse(List.of(List.of("a", "b"), List.of("b", "c", "d"))));
  }

  @Test
  void fusionOfOneRankingKeepsItsOrder() {
    assertEquals(List.of("a", "b", "c"), RankFusion.fuse(List.of(List.of("a", "b", "c"))));
    assertEquals(List.of(), RankFusion.fuse(List.<List<String>>of()));
  }

  @Test
  void scoreIsOneHalfAtEvenOdds() {
    Found found = found(EVEN_ODDS, Set.of());
    assertEquals(0.5, new Relevance(Set.of(), List.of(found), EVEN_ODDS).score(found), 1e-9);
  }

  @Test
  void scoreGrowsWithNearnessAndSharedWordsWithinZeroAndOne() {
    Found far = found(-1, Set.of());
    Found near = found(0.5, Set.of());
    Found nearWithWord = found(0.5, Set.of("light"));
    Found same = found(1, Set.of("light", "plant"));
    Relevance relevance =
        new Relevance(Set.of("light", "plant"), List.of(far, near, nearWithWord, same), EVEN_ODDS);
    assertTrue(relevance.score(far) > 0);
    assertTrue(relevance.score(far) < relevance.score(near));
    assertTrue(relevance.score(near) < relevance.score(nearWithWord));
    assertTrue(relevance.score(nearWithWord) < relevance.score(same));
    assertTrue(relevance.score(same) < 1);
  }

  @Test
  void rareWordsCountMore() {
    Found common = found(0, Set.of("cell"));
    Found rare = found(0, Set.of("osmosis", "cell"));
    Relevance relevance =
        new Relevance(Set.of("osmosis", "cell"), List.of(common, rare, common), EVEN_ODDS);
    assertTrue(relevance.coverage(common) < 0.5);
    assertEquals(1, relevance.coverage(rare), 1e-9);
  }

  @Test
  void wordsThatNobodyHasWeighToo() {
    Found found = found(0, Set.of("number"));
    Relevance relevance =
        new Relevance(Set.of("number", "prime", "theorem"), List.of(found), EVEN_ODDS);
    assertTrue(relevance.coverage(found) < 0.3);
  }

  @Test
  void copiesAndVersionsAreShownOnce() {
    Duplicates duplicates = new Duplicates();
    String text = "Osmosis is the movement of water through a membrane that lets water pass.";
    assertTrue(duplicates.add(text));
    assertFalse(duplicates.add(text.replace(" ", "\n")));
    assertFalse(duplicates.add(text + " "));
    assertTrue(duplicates.add("Diffusion is the spreading of particles into free space."));
    assertTrue(duplicates.add("酶"));
    assertFalse(duplicates.add("酶"));
    assertTrue(duplicates.add("水"));
  }

  private static Found found(double similarity, Set<String> shared) {
    return new Found(
        UUID.randomUUID(),
        UUID.randomUUID(),
        "t",
        0,
        "",
        null,
        "text",
        similarity,
        shared,
        null,
        null);
  }
}
