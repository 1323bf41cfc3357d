package dev.sparkle.knowledge.control;

import java.io.IOException;
import java.io.Writer;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** Takes the lines of text out of a PDF, with their page and the size of their letters. */
final class PdfText extends PDFTextStripper {

  /**
   * A line.
   *
   * @param page from 1
   * @param size of its largest letters, in half points
   * @param endsParagraph whether the next line begins something new
   */
  record Line(int page, String text, int size, boolean endsParagraph) {}

  private static final int OPERATORS_BETWEEN_CHECKS = 1024;

  /** Radicals, which some Chinese fonts use in place of the characters they look like. */
  private static final Pattern RADICALS = Pattern.compile("[\\u2E80-\\u2FDF]");

  private final ReadingBudget budget;
  private final List<Line> lines = new ArrayList<>();
  private final StringBuilder words = new StringBuilder();
  private int size;
  private long characters;
  private int operators;

  private PdfText(ReadingBudget budget) {
    this.budget = budget;
  }

  static List<Line> lines(PDDocument document, ReadingBudget budget) throws IOException {
    PdfText text = new PdfText(budget);
    text.writeText(document, Writer.nullWriter());
    return text.lines;
  }

  @Override
  protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
    if (++operators % OPERATORS_BETWEEN_CHECKS == 0) {
      budget.checkTime();
    }
    super.processOperator(operator, operands);
  }

  @Override
  protected void processTextPosition(TextPosition text) {
    if (++characters > budget.limits().maxCharacters()) {
      throw new ReadingStopped(Unreadables.tooMuchText(budget.limits().maxCharacters()));
    }
    super.processTextPosition(text);
  }

  @Override
  protected void writeString(String text, List<TextPosition> positions) {
    words.append(text);
    for (TextPosition position : positions) {
      size = Math.max(size, Math.round(position.getFontSizeInPt() * 2));
    }
  }

  @Override
  protected void writeWordSeparator() {
    words.append(' ');
  }

  @Override
  protected void writeLineSeparator() {
    endLine(false);
  }

  @Override
  protected void writeParagraphEnd() throws IOException {
    endLine(true);
    super.writeParagraphEnd();
  }

  @Override
  protected void writePageEnd() throws IOException {
    endLine(true);
    super.writePageEnd();
  }

  private void endLine(boolean endsParagraph) {
    String text = Whitespace.tidy(words.toString());
    words.setLength(0);
    if (!text.isEmpty()) {
      String plain =
          RADICALS
              .matcher(text)
              .replaceAll(found -> Normalizer.normalize(found.group(), Normalizer.Form.NFKC));
      lines.add(new Line(getCurrentPageNo(), plain, size, endsParagraph));
    } else if (endsParagraph && !lines.isEmpty()) {
      Line last = lines.remove(lines.size() - 1);
      lines.add(new Line(last.page(), last.text(), last.size(), true));
    }
    size = 0;
  }
}
