package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Reading;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.logging.LogFactory;
import org.apache.fontbox.FontBoxFont;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.jsoup.Jsoup;

/** A Java process that reads one document, writes what came of it into a file, and ends. */
final class ReadingProcess {

  /** How a Java process ends for want of memory (ExitOnOutOfMemoryError). */
  static final int OUT_OF_MEMORY = 3;

  /**
   * The largest text that is taken in is 40 MB; what its parsers make of it, several times that.
   */
  private static final String HEAP = "-Xmx384m";

  /** One class of each library that reading needs. */
  private static final List<Class<?>> NEEDED =
      List.of(
          ReadingProcess.class,
          PDDocument.class,
          RandomAccessRead.class,
          FontBoxFont.class,
          LogFactory.class,
          Jsoup.class,
          Parser.class,
          TablesExtension.class);

  private final String classPath =
      NEEDED.stream()
          .map(ReadingProcess::home)
          .distinct()
          .collect(Collectors.joining(File.pathSeparator));

  /**
   * Starts it. It ends by itself when this process does.
   *
   * @param folder for its temporary files
   * @param answer where it writes the {@link Reading}
   */
  Process start(String fileName, Path file, ReadingLimits limits, Path folder, Path answer)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                classPath,
                ReadingProcess.class.getName(),
                URLEncoder.encode(fileName, StandardCharsets.UTF_8),
                file.toString(),
                answer.toString(),
                Long.toString(limits.maxBytes()),
                Integer.toString(limits.maxCharacters()),
                Integer.toString(limits.maxPages()),
                Long.toString(limits.time().toMillis()))
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    return builder.start();
  }

  /** The process itself. */
  public static void main(String[] arguments) throws IOException {
    endWithParent();
    ReadingLimits limits =
        new ReadingLimits(
            Long.parseLong(arguments[3]),
            Integer.parseInt(arguments[4]),
            Integer.parseInt(arguments[5]),
            Duration.ofMillis(Long.parseLong(arguments[6])));
    Reading reading =
        new DocumentReader(Clock.systemUTC())
            .read(
                URLDecoder.decode(arguments[0], StandardCharsets.UTF_8),
                Path.of(arguments[1]),
                limits);
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[2]))))) {
      ReadingCodec.write(reading, out);
    }
  }

  /** The input is a pipe from the parent; it breaks when the parent is gone, however it went. */
  private static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                System.in.read();
              } catch (IOException broken) {
                // gone as well
              }
              Runtime.getRuntime().halt(1);
            });
    watch.setDaemon(true);
    watch.start();
  }

  /** The archive or folder that the class was loaded from. */
  private static String home(Class<?> type) {
    URL location = type.getProtectionDomain().getCodeSource().getLocation();
    try {
      return Path.of(location.toURI()).toString();
    } catch (URISyntaxException | RuntimeException e) {
      throw new IllegalStateException(type.getName() + " comes from no file: " + location, e);
    }
  }
}
