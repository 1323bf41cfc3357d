package dev.sparkle.cli.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * docs/security-model.md claims nothing that nobody tests. Whether a test holds what its line says,
 * only a reader can tell.
 */
class SecurityModelTest {

  private static final List<String> VERDICTS =
      List.of("met", "partly", "untested", "not met", "not applicable");
  private static final MarkdownPage PAGE = MarkdownPage.named("docs/security-model.md");

  /** A line of a table of OWASP's. */
  private record Line(String number, String verdict, List<MarkdownPage.Link> tests) {

    static Line of(String row) {
      String[] cells = row.split(" *\\| *");
      return new Line(cells[1], cells[3], new MarkdownPage(PAGE.path(), cells[5]).links());
    }
  }

  private static List<Line> lines(String number) {
    return PAGE.prose()
        .lines()
        .filter(l -> l.matches("\\| " + number + " .*"))
        .map(Line::of)
        .toList();
  }

  private static List<Line> asvs() {
    return lines("\\d+\\.\\d+\\.\\d+");
  }

  private static List<Line> llm() {
    return lines("LLM\\d\\d");
  }

  @Test
  void whatIsMetNamesItsTestsAndNothingElseDoes() {
    for (Line line : join(asvs(), llm())) {
      assertTrue(VERDICTS.contains(line.verdict()), line.toString());
      boolean held = List.of("met", "partly").contains(line.verdict());
      assertEquals(held, !line.tests().isEmpty(), line.toString());
    }
  }

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    for (Line line : join(asvs(), llm())) {
      for (MarkdownPage.Link link : line.tests()) {
        Path file = PAGE.path().resolveSibling(link.target()).normalize();
        String[] name = link.words().split("\\.");
        assertTrue(file.toString().contains("/src/test/java/"), link.toString());
        assertEquals(name[0] + ".java", file.getFileName().toString());
        String source = Files.readString(file);
        assertTrue(
            source.matches("(?s).*@(?:\\w*Test|Property|TestFactory)\\b.*"), file.toString());
        if (name.length > 1) {
          assertTrue(
              source.matches("(?s).*(?:void|ArchRule|DynamicTest>) " + name[1] + "\\b.*"),
              link.toString());
        }
      }
    }
  }

  @Test
  void everyNumberOfAsvsStandsThereOnceAndAllTenRisksDo() {
    List<String> numbers = asvs().stream().map(Line::number).toList();
    assertEquals(numbers.size(), numbers.stream().distinct().count(), numbers.toString());
    assertEquals(10, llm().stream().map(Line::number).distinct().count());
  }

  @Test
  void theSumsAreRight() {
    assertFalse(asvs().isEmpty());
    assertSum("| ASVS 4.0.3 |", asvs());
    assertSum("| LLM Top 10 (2025) |", llm());
  }

  private static void assertSum(String row, List<Line> lines) {
    Map<String, Long> counted =
        lines.stream()
            .map(Line::verdict)
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    String sum =
        VERDICTS.stream()
            .map(verdict -> counted.getOrDefault(verdict, 0L).toString())
            .collect(Collectors.joining(" | ", row + " ", " |"));
    assertTrue(PAGE.prose().contains(sum), "it should say " + sum);
  }

  private static List<Line> join(List<Line> some, List<Line> more) {
    return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
  }
}
