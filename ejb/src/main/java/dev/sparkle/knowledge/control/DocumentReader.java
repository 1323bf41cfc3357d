package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.MaterialFormat;
import dev.sparkle.knowledge.entity.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;

/**
 * Reads documents that strangers made. Whatever is in the file, the answer is a {@link Reading}:
 * content never causes an exception, and costs no more than the {@link ReadingLimits}. Thread-safe.
 *
 * <p><b>Limitations.</b> The libraries that parse HTML and Markdown cannot be interrupted; their
 * time is bounded by the size of the text. A document made to hurt can still take all the heap that
 * there is: {@link #isolated}. Pictures, formulas and scanned pages are not read.
 */
public class DocumentReader {

  private final Clock clock;

  /** One that reads in this process, and trusts it to survive. */
  public DocumentReader(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** One for strangers' documents: what might hurt is read in a process of its own. */
  public static DocumentReader isolated(Clock clock) {
    return new IsolatedReader(clock);
  }

  /**
   * Reads a file.
   *
   * @param fileName what its owner calls it; the extension is held against the content
   * @param file where it is
   * @throws IOException if the file itself cannot be read from the disk
   */
  public Reading read(String fileName, Path file, ReadingLimits limits) throws IOException {
    if (Files.size(file) > limits.maxBytes()) {
      return Unreadables.tooLarge(limits.maxBytes());
    }
    ContentSniffer.Finding finding = ContentSniffer.sniff(fileName, head(file));
    if (finding.unreadable() != null) {
      return finding.unreadable();
    }
    try {
      return parse(finding.format(), file, new ReadingBudget(limits, clock));
    } catch (ReadingStopped e) {
      return e.reason();
    } catch (StackOverflowError e) {
      return Unreadables.damaged(); // nested deeper than any document made by hand
    } catch (OutOfMemoryError e) {
      return Unreadables.tooMuchText(limits.maxCharacters());
    } catch (RuntimeException e) {
      return Unreadables.damaged(); // the libraries throw what they like on broken input
    }
  }

  private static Reading parse(MaterialFormat format, Path file, ReadingBudget budget)
      throws IOException {
    if (format == MaterialFormat.PDF) {
      return PdfParser.parse(file, budget);
    }
    String text = TextDecoder.decode(Files.readAllBytes(file), budget);
    return switch (format) {
      case HTML -> HtmlParser.parse(text, budget);
      case MARKDOWN -> MarkdownParser.parse(text, budget);
      case TEXT, PDF -> TextParser.parse(text, budget);
    };
  }

  static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(ContentSniffer.HEAD);
    }
  }
}
