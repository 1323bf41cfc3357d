package dev.sparkle.knowledge.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.knowledge.entity.Block;
import dev.sparkle.knowledge.entity.Reading.Parsed;
import dev.sparkle.knowledge.entity.Reading.Unreadable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentReaderTest {

  private static final ReadingLimits LIMITS =
      new ReadingLimits(50L << 20, 2_000_000, 20, Duration.ofSeconds(20));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE", "UTF-16"})
  void readsChineseInEveryUsualEncoding(String encoding) throws IOException {
    String text = "光合作用把光能变成化学能。\n\n植物在叶绿体 (chloroplast) 里进行光合作用，放出氧气。";
    boolean wide = encoding.equals("UTF-16LE") || encoding.equals("UTF-16BE");
    byte[] bytes = ((wide ? "\uFEFF" : "") + text).getBytes(Charset.forName(encoding));
    Parsed parsed = parsed("notes.txt", bytes);
    assertEquals(List.of(text.split("\n\n")), texts(parsed));
  }

  @Test
  void readsUtf8WithMarkAndWesternText() throws IOException {
    assertEquals(
        List.of("Déjà vu"),
        texts(parsed("a.txt", "\uFEFFDéjà vu".getBytes(StandardCharsets.UTF_8))));
    assertEquals(
        List.of("Die Zelle ist für Größe und Übung über alles berühmt."),
        texts(
            parsed(
                "a.txt",
                "Die Zelle ist für Größe und Übung über alles berühmt."
                    .getBytes(Charset.forName("windows-1252")))));
  }

  @Test
  void readsUtf16WithoutMark() throws IOException {
    byte[] bytes = "Plants need light.".getBytes(StandardCharsets.UTF_16LE);
    assertEquals(List.of("Plants need light."), texts(parsed("a.txt", bytes)));
  }

  @Test
  void keepsMarkdownStructure() throws IOException {
    Parsed parsed =
        parsed(
            "a.md",
            """
            # Plants

            Intro with *emphasis*, `code` and a [link](https://example.org).

            ## Light

            - first
            - second
              - deeper

            ### Colours

            | Part | Use |
            | --- | --- |
            | Leaf | Light |

            ```
            int x = 1;
            ```

            ## 水

            第一行
            第二行

            > Quoted words.
            """);
    assertEquals("Plants", parsed.title());
    assertEquals(
        List.of(
            new Block(List.of(), null, "Intro with emphasis, code and a link."),
            new Block(List.of("Light"), null, "- first\n- second\n- deeper"),
            new Block(List.of("Light", "Colours"), null, "Part | Use\nLeaf | Light"),
            new Block(List.of("Light", "Colours"), null, "int x = 1;"),
            new Block(List.of("水"), null, "第一行第二行"),
            new Block(List.of("水"), null, "Quoted words.")),
        parsed.blocks());
  }

  @Test
  void takesMarkdownTitleFromFrontMatter() throws IOException {
    Parsed parsed = parsed("a.md", "---\ntitle: \"Cells\"\nauthor: me\n---\n\nWords.\n");
    assertEquals("Cells", parsed.title());
    assertEquals(List.of("Words."), texts(parsed));
  }

  @Test
  void readsWhatAReaderOfThePageSees() throws IOException {
    Parsed parsed =
        parsed(
            "page.html",
            """
            <!doctype html><html><head><title>Plants</title><style>p{}</style></head><body>
            <nav>Home | About</nav><header><h1>Plants</h1></header>
            <div>Loose words <b>in bold</b><p>A paragraph
            over two lines.</p></div>
            <h2>Light</h2><ul><li>one</li><li>two</li></ul>
            <table><tr><th>Part</th><th>Use</th></tr><tr><td>Leaf</td><td>Light</td></tr></table>
            <script>var hidden = 1;</script><footer>Imprint</footer></body></html>
            """);
    assertEquals("Plants", parsed.title());
    assertEquals(
        List.of(
            new Block(List.of(), null, "Loose words in bold"),
            new Block(List.of(), null, "A paragraph over two lines."),
            new Block(List.of("Light"), null, "- one\n- two"),
            new Block(List.of("Light"), null, "Part | Use\nLeaf | Light")),
        parsed.blocks());
  }

  @Test
  void tellsHtmlByItsContent() throws IOException {
    Parsed parsed = parsed("page.txt", "  <!-- saved --> <HTML><body><p>Words.</p>");
    assertEquals(List.of("Words."), texts(parsed));
  }

  @Test
  void keepsPagesAndHeadingsOfPdf() throws IOException {
    Path file = folder.resolve("upload");
    Pdfs.pages(
        file,
        "# Plants\nPlants make their own food from light.\nThey store it as sugar and starch.",
        "# Roots\nRoots take up water and minerals from the soil around them.");
    Parsed parsed = assertInstanceOf(Parsed.class, read("plants.pdf", file));
    assertEquals("Plants", parsed.title());
    assertEquals(
        List.of(
            new Block(
                List.of(),
                1,
                "Plants make their own food from light. They store it as sugar and starch."),
            new Block(
                List.of("Roots"),
                2,
                "Roots take up water and minerals from the soil around them.")),
        parsed.blocks());
  }

  @Test
  void leavesRunningHeadersOut() throws IOException {
    Path file = folder.resolve("upload");
    String[] pages = new String[4];
    for (int page = 0; page < pages.length; page++) {
      pages[page] =
          "Biology 1 - chapter two\n\nWords of page number " + page + " and no other.\n\n" + page;
    }
    Pdfs.pages(file, pages);
    Parsed parsed = assertInstanceOf(Parsed.class, read("a.pdf", file));
    String all = texts(parsed).stream().collect(Collectors.joining("\n"));
    assertFalse(all.contains("Biology"), all);
    assertTrue(all.contains("Words of page number 3 and no other."), all);
  }

  @Test
  void givesUpWhenTheTimeIsOver() throws IOException {
    Path file = Files.writeString(folder.resolve("upload"), "Words.\n\nMore words.");
    Clock late =
        new Clock() {
          private Instant now = Instant.EPOCH;

          @Override
          public Instant instant() {
            now = now.plusSeconds(30);
            return now;
          }

          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }
        };
    Unreadable unreadable =
        assertInstanceOf(Unreadable.class, new DocumentReader(late).read("a.txt", file, LIMITS));
    assertEquals("damaged", unreadable.code());
  }

  @Test
  void dropsWhatTheDatabaseCannotStore() throws IOException {
    Parsed parsed = parsed("a.md", "One\u00ADtwo \u200Bthree\uFEFF &#0; &#xD800; four");
    String text = texts(parsed).get(0);
    assertTrue(text.codePoints().noneMatch(each -> each == 0), text);
    assertTrue(text.startsWith("Onetwo three"), text);
  }

  private Parsed parsed(String name, String text) throws IOException {
    return parsed(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private Parsed parsed(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("upload"), bytes);
    return assertInstanceOf(Parsed.class, read(name, file));
  }

  private Object read(String name, Path file) throws IOException {
    return new DocumentReader(Clock.systemUTC()).read(name, file, LIMITS);
  }

  private static List<String> texts(Parsed parsed) {
    return parsed.blocks().stream().map(Block::text).toList();
  }
}
