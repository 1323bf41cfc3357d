package dev.sparkle.cli.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One event of a node's log.
 *
 * @param at null where the line tells no time: it belongs to what stands before it
 * @param level of Liberty, e.g. {@code WARNING}; {@code FFDC} for a first failure's record
 * @param source last part of the logger's name
 * @param ids by name, e.g. {@code request_id}: of the line's request, answer, task, trace, account
 * @param stack of an exception; empty if there was none
 * @param raw the line as it stands in the file
 */
record LogEntry(
    String node,
    Instant at,
    String level,
    String source,
    String message,
    Map<String, String> ids,
    String stack,
    String raw) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EXTENSION = "ext_";

  /** Liberty adds these to each line; they identify no piece of work. */
  private static final List<String> NO_IDS = List.of("appName", "thread");

  /** As in {@code 2026-11-26T03:07:08.742+0000}. */
  private static final DateTimeFormatter LIBERTY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

  /** Reads a line: JSON as Liberty writes it, a time and words, or only words. Never fails. */
  static LogEntry of(String node, String line) {
    if (line.startsWith("{")) {
      try {
        return of(node, JSON.readTree(line), line);
      } catch (JsonProcessingException half) {
        // a line that is being written, or was cut: words
      }
    }
    int space = line.indexOf(' ');
    Instant at = space > 0 ? time(line.substring(0, space)) : null;
    String words = at == null ? line : line.substring(space).strip();
    return new LogEntry(node, at, "", "", words, Map.of(), "", line);
  }

  private static LogEntry of(String node, JsonNode line, String raw) {
    Map<String, String> ids = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : line.properties()) {
      String name =
          field.getKey().startsWith(EXTENSION) ? field.getKey().substring(EXTENSION.length()) : "";
      if (!name.isEmpty() && !NO_IDS.contains(name)) {
        ids.put(name, field.getValue().asText());
      }
    }
    boolean incident = line.path("type").asText().equals("liberty_ffdc");
    String source = line.path(incident ? "ibm_className" : "module").asText();
    String exception = line.path("ibm_exceptionName").asText();
    return new LogEntry(
        node,
        time(line.path("ibm_datetime").asText()),
        incident ? "FFDC" : line.path("loglevel").asText(),
        source.substring(source.lastIndexOf('.') + 1),
        incident ? exception + ": " + line.path("message").asText() : line.path("message").asText(),
        ids,
        line.path("ibm_stackTrace").asText(),
        raw);
  }

  private static Instant time(String text) {
    try {
      return text.endsWith("Z") ? Instant.parse(text) : LIBERTY.parse(text, Instant::from);
    } catch (DateTimeException notATime) {
      return null;
    }
  }

  /** The same line, at the time of what it belongs to. */
  LogEntry at(Instant time) {
    return new LogEntry(node, time, level, source, message, ids, stack, raw);
  }

  /** An id of the line's work, by its name. */
  Optional<String> id(String name) {
    return Optional.ofNullable(ids.get(name));
  }

  /** Whether it tells of something that should not be. First failures are told by a line, too. */
  boolean isTrouble() {
    return switch (level) {
      case "WARNING", "SEVERE", "ERROR", "FATAL" -> true;
      default -> false;
    };
  }

  /** For a program: the line's own JSON, or its words, with the node's name. */
  String json() {
    ObjectNode line = JSON.createObjectNode();
    try {
      if (raw.startsWith("{") && JSON.readTree(raw) instanceof ObjectNode own) {
        line = own;
      }
    } catch (JsonProcessingException half) {
      // words
    }
    if (line.isEmpty()) {
      line.put("message", message);
    }
    line.put("node", node);
    return line.toString();
  }

  /**
   * For a person: time (UTC), node, level, source and words; the ids and the head of the stack
   * below.
   *
   * @param nodeWidth of the longest node's name
   */
  List<String> lines(int nodeWidth) {
    List<String> lines = new ArrayList<>();
    String time =
        at == null
            ? " ".repeat(24)
            : DateTimeFormatter.ISO_INSTANT.format(
                at.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC).toInstant());
    lines.add(
        String.format(
                "%-24s  %-" + Math.max(1, nodeWidth) + "s  %-7s %s%s",
                time,
                node,
                level,
                source.isEmpty() ? "" : source + ": ",
                shown(message))
            .stripTrailing());
    stack
        .lines()
        .skip(1)
        .limit(STACK)
        .forEach(frame -> lines.add(" ".repeat(26) + shown(frame.strip())));
    stack
        .lines()
        .filter(frame -> frame.startsWith("Caused by"))
        .forEach(cause -> lines.add(" ".repeat(26) + shown(cause)));
    if (!ids.isEmpty()) {
      StringBuilder all = new StringBuilder(" ".repeat(24));
      ids.forEach((name, id) -> all.append("  ").append(name).append('=').append(shown(id)));
      lines.add(all.toString());
    }
    return lines;
  }

  /** What strangers put into a text must not move the operator's terminal, nor forge a line. */
  private static String shown(String text) {
    return text.strip().replaceAll("\\p{Cntrl}", "\u00b7");
  }

  /** Frames of a stack that are shown; {@code --json} has all. */
  private static final int STACK = 4;
}
