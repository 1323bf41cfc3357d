package dev.sparkle.llm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentencesTest {

  @Test
  void knowsAbbreviationsDecimalsAndQuotes() {
    assertEquals(
        List.of(
            "Bacteria, e.g. E. coli, are 1.5 µm long.",
            "\"Are they alive?\"",
            "Dr. Koch said yes!"),
        Sentences.of(
            "Bacteria, e.g. E. coli, are\n1.5 µm long. \"Are they alive?\" Dr. Koch said yes!"));
  }

  @Test
  void splitsChinese() {
    assertEquals(
        List.of("细胞膜控制物质进出。", "为什么？", "因为它有选择性！"), Sentences.of("细胞膜控制\n物质进出。为什么？因为它有选择性！"));
  }

  @Test
  void keepsAListWithTheLineThatIntroducesIt() {
    assertEquals(
        List.of("Cell theory says: All live; Cells are basic", "Next one."),
        Sentences.of("Cell theory says:\n\n- All live.\n- Cells are basic\n\nNext one."));
  }

  @Test
  void leavesOutHeadingsAndTables() {
    assertEquals(
        List.of("Text."), Sentences.of("## Osmosis\n\n| a | b |\n|---|---|\n\nText.\n\n---\n"));
  }

  @Test
  void findsNoneInNothing() {
    assertEquals(List.of(), Sentences.of(" \n 12.5 \n"));
  }
}
