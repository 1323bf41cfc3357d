package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Reading;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/** PDF: text with page numbers; headings are told by the size of their letters. */
final class PdfParser {

  /** Enough for the text of most documents; what is more goes to a temporary file. */
  private static final long SCRATCH_MEMORY = 16L << 20;

  /** A temporary file of this size is left by no honest text document. */
  private static final long SCRATCH_TOTAL = 512L << 20;

  private PdfParser() {}

  /**
   * Reads a PDF.
   *
   * @throws ReadingStopped if it costs too much
   * @throws IOException if the file cannot be read from the disk
   */
  static Reading parse(Path file, ReadingBudget budget) throws IOException {
    PdfStreams.check(file, budget);
    try (RandomAccessReadBufferedFile in = new TimedFile(file, budget);
        PDDocument document =
            Loader.loadPDF(
                in, "", MemoryUsageSetting.setupMixed(SCRATCH_MEMORY, SCRATCH_TOTAL).streamCache)) {
      int pages = document.getNumberOfPages();
      if (pages > budget.limits().maxPages()) {
        return Unreadables.tooManyPages(pages, budget.limits().maxPages());
      }
      if (pages == 0) {
        return Unreadables.damaged();
      }
      Outline outline = new Outline(budget);
      outline.title(ownTitle(document));
      new PdfLayout(PdfText.lines(document, budget)).describe(outline);
      return outline.finish(Unreadables.noText());
    } catch (InvalidPasswordException e) {
      return Unreadables.encrypted();
    } catch (IOException e) {
      return Unreadables.damaged();
    }
  }

  /** Word processors leave names like "Microsoft Word - draft.doc" there; they are no titles. */
  private static String ownTitle(PDDocument document) {
    PDDocumentInformation information = document.getDocumentInformation();
    String title = information == null ? null : information.getTitle();
    boolean useful =
        title != null && !title.matches("(?i)(microsoft|untitled|无标题).*|.*\\.[a-z]{3,4}");
    return useful ? title : "";
  }

  /** Stops a parser that walks through a broken file for ever. */
  private static final class TimedFile extends RandomAccessReadBufferedFile {

    private static final int READS_BETWEEN_CHECKS = 4096;

    private final ReadingBudget budget;
    private int reads;

    TimedFile(Path file, ReadingBudget budget) throws IOException {
      super(file);
      this.budget = budget;
    }

    @Override
    public int read() throws IOException {
      count();
      return super.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      count();
      return super.read(into, offset, length);
    }

    private void count() {
      if (++reads % READS_BETWEEN_CHECKS == 0) {
        budget.checkTime();
      }
    }
  }
}
