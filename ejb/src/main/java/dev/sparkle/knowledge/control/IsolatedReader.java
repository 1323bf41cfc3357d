package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.MaterialFormat;
import dev.sparkle.knowledge.entity.Reading;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Reads what might hurt in a process of its own: a PDF of 80 KB can be made to unpack to gigabytes,
 * or to be walked through for ever, and no parser guards against all such. Here it costs that
 * process its life, and the material is {@code damaged} or {@code too_much_text}; the node goes on.
 * The process has its own heap, its own temporary folder, none of the node's environment, and an
 * end.
 *
 * <p>Small texts are read at once in this process: measured, the worst made of {@value
 * #HARMLESS_BYTES} bytes are read with 64 MB within a second.
 */
final class IsolatedReader extends DocumentReader {

  private static final Logger LOG = System.getLogger(IsolatedReader.class.getName());

  private static final long HARMLESS_BYTES = 128 << 10;

  /** From the start of the process until it begins to read, on a busy machine. */
  private static final Duration STARTING = Duration.ofSeconds(10);

  private final ReadingProcess process;

  IsolatedReader(Clock clock) {
    super(clock);
    this.process = new ReadingProcess();
  }

  @Override
  public Reading read(String fileName, Path file, ReadingLimits limits) throws IOException {
    long size = Files.size(file);
    if (size > limits.maxBytes() || isHarmless(fileName, file, size)) {
      return super.read(fileName, file, limits);
    }
    Path folder = Files.createTempDirectory("sparkle-reading-");
    try {
      return readElsewhere(fileName, file, limits.forBytes(size), folder);
    } finally {
      delete(folder);
    }
  }

  private static boolean isHarmless(String fileName, Path file, long size) throws IOException {
    ContentSniffer.Finding finding = ContentSniffer.sniff(fileName, head(file));
    return finding.unreadable() != null
        || finding.format() != MaterialFormat.PDF && size <= HARMLESS_BYTES;
  }

  private Reading readElsewhere(String fileName, Path file, ReadingLimits limits, Path folder)
      throws IOException {
    Path answer = folder.resolve("answer");
    Process running = process.start(fileName, file, limits, folder, answer);
    try {
      if (!running.waitFor(limits.time().plus(STARTING).toMillis(), TimeUnit.MILLISECONDS)) {
        return Unreadables.tooSlow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a document was read", e);
    } finally {
      running.destroyForcibly();
    }
    int code = running.exitValue();
    if (code == 0) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(answer))) {
        return ReadingCodec.read(new DataInputStream(in));
      }
    }
    LOG.log(Level.WARNING, "a document ended the process that read it, with code {0}", code);
    return code == ReadingProcess.OUT_OF_MEMORY
        ? Unreadables.tooMuchText(limits.maxCharacters())
        : Unreadables.damaged();
  }

  /** The folder and what the process left in it. */
  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
