package dev.sparkle.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** PDF files as a word processor makes them. */
final class Pdf {

  private static final PDFont FONT = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
  private static final float SIZE = 12;
  private static final float MARGIN = 60;

  private Pdf() {}

  /** A document of A4 pages, each with its lines; a page without lines is empty. */
  static PDDocument of(List<List<String>> pages) throws IOException {
    PDDocument document = new PDDocument();
    for (List<String> lines : pages) {
      PDPage page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      if (!lines.isEmpty()) {
        write(document, page, lines);
      }
    }
    return document;
  }

  private static void write(PDDocument document, PDPage page, List<String> lines)
      throws IOException {
    try (PDPageContentStream content = new PDPageContentStream(document, page)) {
      content.beginText();
      content.setFont(FONT, SIZE);
      content.setLeading(SIZE * 1.4f);
      content.newLineAtOffset(MARGIN, PDRectangle.A4.getHeight() - MARGIN);
      for (String line : lines) {
        content.showText(line);
        content.newLine();
      }
      content.endText();
    }
  }

  /** Writes the document to a file. */
  static Path save(Path file, List<List<String>> pages) {
    try (PDDocument document = of(pages)) {
      document.save(file.toFile());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
