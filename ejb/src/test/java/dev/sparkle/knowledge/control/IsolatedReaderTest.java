package dev.sparkle.knowledge.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sparkle.knowledge.entity.Reading;
import dev.sparkle.knowledge.entity.Reading.Parsed;
import dev.sparkle.knowledge.entity.Reading.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is read in a process of its own is the same, and what kills that process kills nothing else.
 */
class IsolatedReaderTest {

  private static final ReadingLimits LIMITS =
      new ReadingLimits(50L << 20, 20_000_000, 20, Duration.ofSeconds(3));

  /** For what is not to be about time, on a machine that has other work. */
  private static final ReadingLimits PATIENT =
      new ReadingLimits(50L << 20, 20_000_000, 20, ReadingLimits.DEFAULT_TIME);

  private final DocumentReader isolated = DocumentReader.isolated(Clock.systemUTC());
  private final DocumentReader plain = new DocumentReader(Clock.systemUTC());

  @TempDir Path folder;

  @Test
  void readsALargeTextAsThisProcessWould() throws IOException {
    String sections = "## Kelp 海带\n\nKelp grows fast.\n\nIt is an alga 𠀀.\n\n".repeat(5_000);
    Path file = Files.writeString(folder.resolve("kelp.md"), "# Sea\n\n" + sections);

    Reading reading = isolated.read("kélp 海.md", file, PATIENT);

    assertEquals(plain.read("kélp 海.md", file, LIMITS), reading);
    assertEquals(10_000, assertInstanceOf(Parsed.class, reading).blocks().size());
  }

  @Test
  void readsAPdfWithItsPages() throws IOException {
    Path file = folder.resolve("one.pdf");
    Files.write(
        file,
        pdf(
            "",
            "BT /F1 12 Tf 60 700 Td (Kelp grows fast.) Tj ET".getBytes(StandardCharsets.US_ASCII)));

    Parsed document = assertInstanceOf(Parsed.class, isolated.read("one.pdf", file, PATIENT));

    assertEquals(1, document.blocks().get(0).page());
    assertEquals(plain.read("one.pdf", file, LIMITS), document);
  }

  @Test
  void survivesAPdfThatTakesAllMemory() throws IOException {
    byte[] runs = new byte[80 << 20];
    Arrays.fill(runs, (byte) 0x81);
    Path file = folder.resolve("bomb.pdf");
    Files.write(file, pdf("/Filter[/FlateDecode/RunLengthDecode]", deflated(runs)));

    Unreadable reason =
        assertInstanceOf(Unreadable.class, isolated.read("bomb.pdf", file, PATIENT));

    assertEquals("too_much_text", reason.code());
  }

  @Test
  void endsAPdfThatIsWalkedThroughForEver() throws IOException {
    Path file = folder.resolve("loop.pdf");
    Files.write(
        file,
        pdf(
            "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources 6 0 R",
            "/A Do ".repeat(20).getBytes(StandardCharsets.US_ASCII)));

    Unreadable reason = assertInstanceOf(Unreadable.class, isolated.read("loop.pdf", file, LIMITS));

    assertEquals("damaged", reason.code());
  }

  /** A page whose content is the stream; it may use the font F1, and itself as the form A. */
  private static byte[] pdf(String dictionary, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(
        """
        %%PDF-1.7
        1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
        2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
        3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 6 0 R>> endobj
        5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
        6 0 obj <</Font<</F1 5 0 R>>/XObject<</A 4 0 R>>>> endobj
        4 0 obj <<%s/Length %d>>
        stream
        """
            .formatted(dictionary, content.length)
            .getBytes(StandardCharsets.US_ASCII));
    out.write(content);
    out.write(
        "\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n".getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  private static byte[] deflated(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate =
        new DeflaterOutputStream(out, new Deflater(Deflater.BEST_COMPRESSION))) {
      deflate.write(bytes);
    }
    return out.toByteArray();
  }
}
