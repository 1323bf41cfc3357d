package dev.sparkle.cli.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One node's logs: the one that grows and those that were set aside, oldest first.
 *
 * @param node its name
 * @param current the file that grows; it need not be there yet
 */
record NodeLogs(String node, Path current) {

  /** As Liberty sets a full one aside: {@code messages_26.11.26_03.07.08.0.log}. */
  private static final String ASIDE = "messages_*.log";

  /** All that is wanted of all files, in the order of the lines. */
  List<LogEntry> wanted(LogFilter filter) {
    List<LogEntry> found = new ArrayList<>();
    for (Path file : files()) {
      read(file, filter, found);
    }
    return found;
  }

  private void read(Path file, LogFilter filter, List<LogEntry> found) {
    try (Stream<String> lines = lines(file)) {
      entries(lines).filter(filter::wants).forEach(found::add);
    } catch (IOException | UncheckedIOException goneMeanwhile) {
      // Liberty has deleted the oldest
    }
  }

  /** Lines of this log; one without a time belongs to the one before it. */
  List<LogEntry> entries(List<String> lines) {
    return entries(lines.stream()).toList();
  }

  private Stream<LogEntry> entries(Stream<String> lines) {
    Instant[] last = new Instant[1];
    return lines
        .filter(line -> !line.isBlank())
        .map(
            line -> {
              LogEntry entry = LogEntry.of(node, line);
              last[0] = entry.at() == null ? last[0] : entry.at();
              return entry.at(last[0]);
            });
  }

  /** Whatever bytes a file has: a log must never be unreadable for one bad character. */
  private static Stream<String> lines(Path file) throws IOException {
    java.io.BufferedReader reader =
        new java.io.BufferedReader(
            new java.io.InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)));
    return reader
        .lines()
        .onClose(
            () -> {
              try {
                reader.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    if (current.getFileName().toString().equals("messages.log")) {
      try (java.nio.file.DirectoryStream<Path> aside =
          Files.newDirectoryStream(current.getParent(), ASIDE)) {
        aside.forEach(files::add);
      } catch (IOException noFolder) {
        // nothing was set aside
      }
      files.sort(Comparator.comparing(Path::toString));
    }
    if (Files.exists(current)) {
      files.add(current);
    }
    return files;
  }
}
