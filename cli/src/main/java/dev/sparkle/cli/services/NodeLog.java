package dev.sparkle.cli.services;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds in a node's logs the sentence that tells why it did not start. */
final class NodeLog {

  /** Liberty's message ids end in E for an error; these name a cause rather than a consequence. */
  private static final Pattern ERROR = Pattern.compile("\\b([A-Z]{4,5}\\d{4,5}E: .*)");

  private static final Pattern CAUSE = Pattern.compile("^Caused by: (?:[\\w.$]+: )?(.+)");

  /**
   * After these it never gets ready: a feature is missing, the application does not start, a port
   * is taken.
   */
  private static final Pattern HOPELESS =
      Pattern.compile("CWWKF0001E|CWWKZ0002E|CWWKZ0004E|CWWKO0221E");

  /**
   * "The server stop command was received", "… is stopping because the JVM is exiting" (SIGTERM),
   * "… stopped after …". The last of them is written by a thread that the JVM does not wait for, so
   * it may be missing after an end in order; the first two come before anything is torn down.
   */
  private static final Pattern GOODBYE = Pattern.compile("CWWKE0055I|CWWKE0085I|CWWKE0036I");

  /** What the JVM writes when it ends because of -XX:+ExitOnOutOfMemoryError. */
  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile("Terminating due to (java.lang.OutOfMemoryError.*)");

  /** "The server … has been launched": what stands before is of an earlier run. */
  private static final String LAUNCHED = "CWWKE0001I";

  /** Where a cause of death is looked for: the lines at the end of a log. */
  private static final int LAST = 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  private NodeLog() {}

  /** Whether the log says that waiting is in vain. */
  static boolean hopeless(Path folder) {
    Path messages = folder.resolve("logs/messages.log");
    return Files.exists(messages) && HOPELESS.matcher(Folders.read(messages)).find();
  }

  /** Whether the log of the last run says that the server was asked to end. */
  static boolean saidGoodbye(Path folder) {
    Path messages = folder.resolve("logs/messages.log");
    return Files.exists(messages) && saidGoodbye(Folders.read(messages).lines().toList());
  }

  static boolean saidGoodbye(List<String> lines) {
    boolean asked = false;
    for (String line : lines) {
      asked = !line.contains(LAUNCHED) && (asked || GOODBYE.matcher(line).find());
    }
    return asked;
  }

  /** A few words, without a final full stop. */
  static String causeOfDeath(Path folder) {
    return causeOfDeath(
        Stream.of("logs/messages.log", "logs/console.log")
            .map(folder::resolve)
            .filter(Files::exists)
            .flatMap(
                f -> {
                  List<String> lines = words(f).toList();
                  return lines.subList(Math.max(0, lines.size() - LAST), lines.size()).stream();
                })
            .toList());
  }

  static String causeOfDeath(List<String> lastLines) {
    return Stream.concat(matches(lastLines, OUT_OF_MEMORY), matches(lastLines, ERROR))
        .findFirst()
        .map(NodeLog::shortened)
        .orElse("its log names no cause, as when it is killed");
  }

  private static String shortened(String line) {
    return (line.length() > 200 ? line.substring(0, 200) + "…" : line)
        .strip()
        .replaceFirst("\\.$", "");
  }

  /** One line, without a final full stop. */
  static String reason(Path folder) {
    List<String> lines =
        Stream.of("logs/messages.log", "logs/console.log")
            .map(folder::resolve)
            .filter(Files::exists)
            .flatMap(NodeLog::words)
            .toList();
    return reason(lines);
  }

  static String reason(List<String> lines) {
    return Stream.concat(matches(lines, CAUSE).reduce((a, b) -> b).stream(), matches(lines, ERROR))
        .findFirst()
        .or(() -> lines.stream().filter(l -> !l.isBlank()).reduce((a, b) -> b))
        .map(NodeLog::shortened)
        .orElse("it said nothing");
  }

  private static Stream<String> words(Path log) {
    return Folders.read(log).lines().flatMap(NodeLog::words);
  }

  /** What a line says, whether it is plain or JSON; an exception's trace included. */
  static Stream<String> words(String line) {
    if (line.startsWith("{")) {
      try {
        JsonNode event = JSON.readTree(line);
        return Stream.of(event.path("message"), event.path("ibm_stackTrace"))
            .flatMap(text -> text.asText().lines());
      } catch (JsonProcessingException half) {
        // the end of a log that was cut
      }
    }
    return Stream.of(line);
  }

  private static Stream<String> matches(List<String> lines, Pattern pattern) {
    return lines.stream().map(pattern::matcher).filter(Matcher::find).map(m -> m.group(1));
  }
}
