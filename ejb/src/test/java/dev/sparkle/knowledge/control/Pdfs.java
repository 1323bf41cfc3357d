package dev.sparkle.knowledge.control;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;

/** Makes PDFs of every kind for tests. */
final class Pdfs {

  private Pdfs() {}

  /** A page for each text; a line that begins with # is set in large letters. */
  static void pages(Path file, String... texts) throws IOException {
    try (PDDocument document = document(texts)) {
      document.save(file.toFile());
    }
  }

  static PDDocument document(String... texts) throws IOException {
    PDDocument document = new PDDocument();
    for (String text : texts) {
      PDPage page = new PDPage();
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        float y = 740;
        for (String line : text.split("\n", -1)) {
          boolean heading = line.startsWith("# ");
          content.beginText();
          content.setFont(font(), heading ? 20 : 11);
          content.newLineAtOffset(72, y);
          content.showText(heading ? line.substring(2) : line);
          content.endText();
          y -= heading ? 40 : 14;
        }
      }
    }
    return document;
  }

  static void blankPages(Path file, int pages) throws IOException {
    try (PDDocument document = new PDDocument()) {
      for (int each = 0; each < pages; each++) {
        document.addPage(new PDPage());
      }
      document.save(file.toFile());
    }
  }

  static void encrypted(Path file, String password) throws IOException {
    try (PDDocument document = document("Some words.")) {
      document.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
      document.save(file.toFile());
    }
  }

  /** A page that is a picture of words. */
  static void scanned(Path file) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage();
      document.addPage(page);
      BufferedImage image = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
      image.setRGB(10, 10, Color.WHITE.getRGB());
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawImage(LosslessFactory.createFromImage(document, image), 72, 500);
      }
      document.save(file.toFile());
    }
  }

  static void truncated(Path file) throws IOException {
    pages(file, "Some words.".repeat(5));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, 60));
  }

  static void garbage(Path file) throws IOException {
    String text =
        "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\n" + "x ".repeat(5000);
    Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A page whose content unpacks to so many bytes. */
  static void flateBomb(Path file, long unpacked) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage();
      document.addPage(page);
      PDStream stream = new PDStream(document);
      byte[] blanks = new byte[1 << 20];
      Arrays.fill(blanks, (byte) ' ');
      try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
        for (long written = 0; written < unpacked; written += blanks.length) {
          out.write(blanks);
        }
      }
      page.setContents(stream);
      document.save(file.toFile());
    }
  }

  /** One page with so many characters. */
  static void manyWords(Path file, int characters) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage();
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.beginText();
        content.setFont(font(), 11);
        for (int written = 0; written < characters; written += 1000) {
          content.newLineAtOffset(0, 1);
          content.showText("words and ".repeat(100));
        }
        content.endText();
      }
      document.save(file.toFile());
    }
  }

  private static PDFont font() {
    return new PDType1Font(FontName.HELVETICA);
  }
}
