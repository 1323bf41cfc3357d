package dev.sparkle.knowledge.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.knowledge.entity.Block;
import dev.sparkle.knowledge.entity.Chunk;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChunkerTest {

  @Property(tries = 500)
  void losesAndDoublesNothing(
      @ForAll("documents") List<Block> document, @ForAll @IntRange(min = 2, max = 400) int size) {
    assertEquals(
        squeezed(document.stream().map(Block::text)),
        squeezed(cut(document, size).stream().map(Chunk::text)));
  }

  @Property(tries = 500)
  void staysWithinASlackOfTheSize(
      @ForAll("documents") List<Block> document, @ForAll @IntRange(min = 2, max = 400) int size) {
    for (Chunk chunk : cut(document, size)) {
      // line ends between paragraphs are not weighed
      int weight = Piece.weightOf(chunk.text().replace("\n\n", ""));
      assertTrue(weight <= Math.max(size * 1.25, size + 1), weight + " > " + size);
    }
  }

  @Property(tries = 500)
  void numbersChunksAndKeepsTheirHeading(@ForAll("documents") List<Block> document) {
    List<Chunk> chunks = cut(document, 60);
    List<String> headings =
        document.stream().map(ChunkerTest::lastHeading).collect(Collectors.toList());
    for (int at = 0; at < chunks.size(); at++) {
      assertEquals(at, chunks.get(at).ordinal());
      String last = chunks.get(at).heading().replaceAll(".* › ", "");
      assertTrue(headings.contains(last), last);
    }
  }

  @Test
  void neverReachesAcrossAHeading() {
    List<Chunk> chunks =
        cut(List.of(block("One", null, "First."), block("Two", null, "Second.")), 800);
    assertEquals(
        List.of(new Chunk(0, "One", null, "First."), new Chunk(1, "Two", null, "Second.")), chunks);
  }

  @Test
  void namesTheParentWhereAHeadingReturns() {
    List<Chunk> chunks =
        cut(
            List.of(
                new Block(List.of("Light", "Summary"), null, "First."),
                new Block(List.of("Water", "Summary"), null, "Second."),
                new Block(List.of("Water", "Roots"), null, "Third.")),
            800);
    assertEquals(
        List.of("Light › Summary", "Water › Summary", "Roots"),
        chunks.stream().map(Chunk::heading).toList());
  }

  @Test
  void reachesAcrossAPageOnlyWhereASentenceRunsOn() {
    List<Chunk> chunks =
        cut(
            List.of(
                block("", 1, "Plants need light."),
                block("", 2, "They also need water, which their"),
                block("", 3, "roots take up. Leaves let it go."),
                block("", 3, "Done.")),
            800);
    assertEquals(
        List.of(
            new Chunk(0, "", 1, "Plants need light."),
            new Chunk(
                1,
                "",
                2,
                "They also need water, which their roots take up. Leaves let it go.\n\nDone.")),
        chunks);
  }

  @Test
  void citesThePageOfTheFirstCharacter() {
    List<Chunk> chunks =
        cut(
            List.of(
                block("", 1, "Plants need a lot of water, which their"),
                block("", 2, "roots take up. Leaves let most of it go again.")),
            60);
    assertEquals(List.of(1, 2), chunks.stream().map(Chunk::page).toList());
    assertEquals("Leaves let most of it go again.", chunks.get(1).text());
  }

  @Test
  void endsWhereASentenceEnds() {
    String text = "Dr. Smith grew 3.5 kg of peas. They were green! Were they? 是的。它们很绿。";
    for (Chunk chunk : cut(List.of(block("", null, text)), 36)) {
      assertTrue(chunk.text().matches("(?s).*[.!?。]"), chunk.text());
    }
  }

  @Test
  void cutsALongSentenceAfterAComma() {
    List<Chunk> chunks =
        cut(List.of(block("", null, "one two three, four five six seven eight nine ten")), 20);
    assertEquals("one two three,", chunks.get(0).text());
  }

  @Test
  void leavesNoStub() {
    List<Chunk> chunks = cut(List.of(block("", null, "A sentence here. ".repeat(24).strip())), 100);
    int shortest = chunks.stream().mapToInt(chunk -> chunk.text().length()).min().orElseThrow();
    assertTrue(shortest >= 60, chunks.toString());
  }

  @Test
  void countsAChineseCharacterAsTwo() {
    String chinese = "植物需要阳光和水。".repeat(20);
    String english = "Plants use light. ".repeat(20).strip();
    assertEquals(
        cut(List.of(block("", null, english)), 100).size(),
        cut(List.of(block("", null, chinese)), 100).size(),
        1);
  }

  @Provide
  Arbitrary<List<Block>> documents() {
    Arbitrary<String> words =
        Arbitraries.of(
            "light",
            "plants need water",
            "e.g.",
            "Dr.",
            "水",
            "光合作用",
            "end.",
            "why?",
            "好的。",
            "a,",
            "x".repeat(90),
            "𠀀𠀁",
            "no!",
            "\n- item",
            "“quoted.”",
            "3.5",
            "、",
            "…");
    Arbitrary<String> text =
        words
            .list()
            .ofMinSize(1)
            .ofMaxSize(40)
            .map(parts -> String.join(" ", parts).strip())
            .filter(each -> !each.isBlank());
    Arbitrary<List<String>> headings =
        Arbitraries.of("One", "Two", "Three", "三").list().ofMaxSize(3);
    Arbitrary<Integer> steps = Arbitraries.integers().between(0, 1);
    return Combinators.combine(headings, text, steps, Arbitraries.of(true, false))
        .as(Draft::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(ChunkerTest::document);
  }

  private record Draft(List<String> headings, String text, int pageStep, boolean newSection) {}

  private static List<Block> document(List<Draft> drafts) {
    List<Block> blocks = new ArrayList<>();
    List<String> headings = List.of();
    int page = 1;
    for (Draft draft : drafts) {
      headings = draft.newSection() ? draft.headings() : headings;
      page += draft.pageStep();
      blocks.add(new Block(headings, page, draft.text()));
    }
    return blocks;
  }

  private static List<Chunk> cut(List<Block> blocks, int size) {
    return new Chunker(size).cut(blocks);
  }

  private static Block block(String heading, Integer page, String text) {
    return new Block(heading.isEmpty() ? List.of() : List.of(heading), page, text);
  }

  private static String lastHeading(Block block) {
    List<String> path = block.headings();
    return path.isEmpty() ? "" : path.get(path.size() - 1);
  }

  private static String squeezed(java.util.stream.Stream<String> texts) {
    return texts.collect(Collectors.joining()).replaceAll("\\s+", "");
  }
}
