package dev.sparkle.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;

/** PDF files that are broken, or made to hurt. */
final class BadPdfs {

  private static final String WORDS = "BT /F1 12 Tf 60 700 Td (Kelp grows fast.) Tj ET";

  private BadPdfs() {}

  static byte[] encrypted() {
    try (PDDocument document = Pdf.of(List.of(List.of("Nobody reads this.")))) {
      document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
      return bytes(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] ofEmptyPages(int pages) {
    try (PDDocument document = Pdf.of(Collections.nCopies(pages, List.of()))) {
      return bytes(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends before the page's content. */
  static byte[] truncated() {
    byte[] whole = page("", WORDS.getBytes(StandardCharsets.US_ASCII));
    return Arrays.copyOf(whole, whole.length / 2);
  }

  static byte[] withoutReferences() {
    String whole = ascii(page("", WORDS.getBytes(StandardCharsets.US_ASCII)));
    return ascii(whole.replace("trailer", "trailor").replace(" obj", " job"));
  }

  static byte[] withAPageTreeInACircle() {
    return ascii(
        """
        %PDF-1.7
        1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
        2 0 obj <</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>> endobj
        3 0 obj <</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>> endobj
        trailer <</Root 1 0 R>>
        """);
  }

  static byte[] nested(int depth) {
    return ascii(
        "%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids"
            + "[".repeat(depth)
            + "]".repeat(depth)
            + "/Count 1>> endobj\ntrailer <</Root 1 0 R>>\n");
  }

  /** A page of 200 MB in 200 KB. */
  static byte[] bomb() {
    return page("/Filter/FlateDecode", deflated((byte) ' ', 200 << 20));
  }

  /** A page of 5 GB in 80 KB, packed twice. */
  static byte[] bombInABomb() {
    return page("/Filter[/FlateDecode/RunLengthDecode]", deflated((byte) 0x81, 80 << 20));
  }

  /** A page that draws itself twenty times, as each of the twenty does. */
  static byte[] drawingItself() {
    return page(
        "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources 6 0 R",
        "/A Do ".repeat(20).getBytes(StandardCharsets.US_ASCII));
  }

  /** A page with that content; it may use the font F1, and itself as the form A. */
  private static byte[] page(String dictionary, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ascii(
            """
            %%PDF-1.7
            1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
            2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
            3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 6 0 R>>
            endobj
            5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
            6 0 obj <</Font<</F1 5 0 R>>/XObject<</A 4 0 R>>>> endobj
            4 0 obj <<%s/Length %d>>
            stream
            """
                .formatted(dictionary, content.length)));
    out.writeBytes(content);
    out.writeBytes(ascii("\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"));
    return out.toByteArray();
  }

  /** So many of one byte, packed. */
  static byte[] deflated(byte one, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] slice = new byte[1 << 20];
    Arrays.fill(slice, one);
    try (DeflaterOutputStream deflate =
        new DeflaterOutputStream(out, new Deflater(Deflater.BEST_COMPRESSION))) {
      for (int left = length; left > 0; left -= slice.length) {
        deflate.write(slice);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] bytes(PDDocument document) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.save(out);
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
