package dev.sparkle.knowledge.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.knowledge.entity.Reading;
import dev.sparkle.knowledge.entity.Reading.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is in a file, reading it ends with a code and a sentence, soon and without an exception.
 */
class BadFilesTest {

  private static final ReadingLimits LIMITS =
      new ReadingLimits(50L << 20, 2_000_000, 20, Duration.ofSeconds(20));

  private final DocumentReader reader = new DocumentReader(Clock.systemUTC());

  @TempDir Path folder;

  /** Writes a bad file. */
  private interface Maker {
    void write(Path file) throws IOException;
  }

  static Stream<Arguments> badFiles() {
    return Stream.of(
        bad("empty.txt", "empty_file", bytes()),
        bad("empty.pdf", "empty_file", bytes()),
        bad("blank.txt", "no_text", text(" \n\t \n")),
        bad("blank.md", "no_text", text("\n\n---\n\n")),
        bad(
            "blank.html",
            "no_text",
            text("<!doctype html><script>alert(1)</script><nav>Home</nav>")),
        bad("huge.pdf", "too_large", BadFilesTest::hundredMegabytes),
        bad("huge.txt", "too_large", BadFilesTest::hundredMegabytes),
        bad("long.txt", "too_much_text", repeat("A sentence of some words. ", 100_000)),
        bad(
            "long.md",
            "too_much_text",
            repeat("# Heading\n\nA sentence of some words.\n\n", 60_000)),
        bad("long.html", "too_much_text", repeat("<p>A sentence of some words.", 80_000)),
        bad("nul.txt", "not_text", bytes('a', 0, 'b', 0, 0, 'c')),
        bad("random.txt", "not_text", random(100_000)),
        bad("random.md", "not_text", random(5_000)),
        bad("control.txt", "not_text", bytes(1, 2, 3, 4, 5, 6, 7, 'a', 'b')),
        bad("binary.bin", "not_text", random(64)),
        bad("report.docx", "unsupported_type", BadFilesTest::zipBomb),
        bad("bomb.zip", "unsupported_type", BadFilesTest::zipBomb),
        bad("bomb.txt", "type_mismatch", BadFilesTest::zipBomb),
        bad("bomb.pdf", "type_mismatch", BadFilesTest::zipBomb),
        bad("notes.gz", "unsupported_type", BadFilesTest::gzip),
        bad("old.doc", "unsupported_type", hex(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)),
        bad("letter.rtf", "unsupported_type", text("{\\rtf1\\ansi Hello}")),
        bad("photo.png", "unsupported_type", hex(0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0)),
        bad("photo.pdf", "type_mismatch", hex(0xff, 0xd8, 0xff, 0xe0, 0, 16)),
        bad("program", "unsupported_type", hex(0x7f, 'E', 'L', 'F', 2, 1, 1, 0)),
        bad("page.pdf", "type_mismatch", text("<!doctype html><p>You are not logged in.")),
        bad("plain.pdf", "type_mismatch", text("Just some words.")),
        bad("noise.pdf", "type_mismatch", random(5_000)),
        bad("words.docx", "type_mismatch", text("Just some words.")),
        bad("document.txt", "type_mismatch", file -> Pdfs.pages(file, "Some words.")),
        bad("header.pdf", "damaged", text("%PDF-1.7\n")),
        bad("garbage.pdf", "damaged", file -> Pdfs.garbage(file)),
        bad("cut.pdf", "damaged", file -> Pdfs.truncated(file)),
        bad("locked.pdf", "encrypted", file -> Pdfs.encrypted(file, "secret")),
        bad("scan.pdf", "no_text", file -> Pdfs.scanned(file)),
        bad("nopages.pdf", "damaged", file -> Pdfs.pages(file)),
        bad("many.pdf", "too_many_pages", file -> Pdfs.blankPages(file, 21)),
        bad("bomb1.pdf", "too_much_text", file -> Pdfs.flateBomb(file, 300L << 20)),
        bad("repeated.pdf", "too_much_text", file -> Pdfs.manyWords(file, 2_100_000)));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("badFiles")
  void saysWhatIsWrong(String name, String code, Maker maker) throws IOException {
    Path file = folder.resolve("upload");
    maker.write(file);
    Reading reading =
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> reader.read(name, file, LIMITS));
    Unreadable unreadable = assertInstanceOf(Unreadable.class, reading);
    assertEquals(code, unreadable.code());
    assertTrue(unreadable.message().matches("[A-Z].{20,}\\."), unreadable.message());
  }

  /** Nested deeper than any stack: whatever comes out, it comes out. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("deepFiles")
  void bearsDeepNesting(String name, String text) throws IOException {
    Path file = folder.resolve("upload");
    Files.writeString(file, text);
    assertTimeoutPreemptively(Duration.ofSeconds(60), () -> reader.read(name, file, LIMITS));
  }

  static Stream<Arguments> deepFiles() {
    return Stream.of(
        Arguments.of("quotes.md", "> ".repeat(200_000) + "deep"),
        Arguments.of("lists.md", "- ".repeat(200_000) + "deep"),
        Arguments.of("brackets.md", "[".repeat(400_000) + "deep"),
        Arguments.of("links.md", "[a](".repeat(200_000)),
        Arguments.of("stars.md", "*a **b ".repeat(100_000)),
        Arguments.of("ticks.md", "`a``b```c".repeat(100_000)),
        Arguments.of("table.md", "|a".repeat(200_000) + "\n" + "|-".repeat(200_000)),
        Arguments.of("front.md", "---\n" + "a: b\n".repeat(100_000)),
        Arguments.of("divs.html", "<div>".repeat(100_000) + "deep"),
        Arguments.of("lists.html", "<ul><li>".repeat(50_000) + "deep"),
        Arguments.of("attributes.html", "<p " + "a=b ".repeat(300_000) + ">deep"),
        Arguments.of("comment.html", "<!doctype html>" + "<!--".repeat(300_000)),
        Arguments.of("comments.html", "<!-- -->".repeat(500) + "<html>deep"));
  }

  private static Arguments bad(String name, String code, Maker maker) {
    return Arguments.of(name, code, maker);
  }

  private static Maker text(String text) {
    return file -> Files.writeString(file, text);
  }

  private static Maker repeat(String text, int times) {
    return text(text.repeat(times));
  }

  private static Maker bytes(int... values) {
    return hex(values);
  }

  private static Maker hex(int... values) {
    byte[] bytes = new byte[values.length];
    for (int at = 0; at < values.length; at++) {
      bytes[at] = (byte) values[at];
    }
    return file -> Files.write(file, bytes);
  }

  private static Maker random(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    bytes[0] = 'x';
    return file -> Files.write(file, bytes);
  }

  private static void hundredMegabytes(Path file) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII));
      sparse.setLength(100L << 20);
    }
  }

  private static void zipBomb(Path file) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("word/document.xml"));
      byte[] zeros = new byte[1 << 20];
      for (int each = 0; each < 200; each++) {
        zip.write(zeros);
      }
    }
  }

  private static void gzip(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      byte[] line = new byte[1000];
      Arrays.fill(line, (byte) 'a');
      gzip.write(line);
    }
    Files.write(file, bytes.toByteArray());
  }
}
