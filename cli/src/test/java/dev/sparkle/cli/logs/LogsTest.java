package dev.sparkle.cli.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {

  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final LogFilter ALL = new LogFilter(Map.of(), false, null);

  @TempDir Path folder;

  private static String line(String time, String level, String message, String request) {
    return """
        {"type":"liberty_message","message":"%s","ibm_datetime":"2026-11-26T%s+0000",\
        "module":"dev.sparkle.chat.control.Answers","loglevel":"%s","ext_appName":"sparkle",\
        "ext_request_id":"%s"}"""
        .formatted(message, time, level, request);
  }

  @Test
  void readsALineOfLiberty() {
    LogEntry entry =
        LogEntry.of("node-1", line("12:00:00.250", "WARNING", "an answer failed", "r"));

    assertEquals(NOON.plusMillis(250), entry.at());
    assertEquals("Answers", entry.source());
    assertEquals(Map.of("request_id", "r"), entry.ids());
    assertTrue(entry.isTrouble());
    assertEquals(
        List.of(
            "2026-11-26T12:00:00.250Z  node-1  WARNING Answers: an answer failed",
            " ".repeat(26) + "request_id=r"),
        entry.lines(6));
  }

  @Test
  void showsTheHeadOfAStackAndEachCause() {
    LogEntry entry =
        LogEntry.of(
            "n",
            """
            {"message":"m","loglevel":"SEVERE","module":"M","ibm_datetime":"x",\
            "ibm_stackTrace":"E: m\\n\\tat 1\\n\\tat 2\\n\\tat 3\\n\\tat 4\\n\\tat 5\\nCaused by: C"}""");

    List<String> lines = entry.lines(1).stream().map(String::strip).toList();
    assertEquals(List.of("n  SEVERE  M: m", "at 1", "at 2", "at 3", "at 4", "Caused by: C"), lines);
  }

  @Test
  void whatStrangersWriteMovesNoTerminal() {
    LogEntry entry =
        LogEntry.of(
            "n",
            "{\"message\":\"a\\u001b[2Jb\\nc\",\"loglevel\":\"INFO\",\"ext_request_id\":\"r\\u0007\"}");
    String shown = String.join("", entry.lines(1));
    assertTrue(shown.contains("a·[2Jb·c") && shown.contains("request_id=r·"), shown);
    assertEquals(2, entry.lines(1).size());
  }

  @Test
  void readsWhateverElseStandsInALog() {
    assertEquals("{\"half", LogEntry.of("n", "{\"half").message());
    assertEquals("*****", LogEntry.of("n", "*****").message());
    LogEntry supervisor = LogEntry.of("supervisor", "2026-11-26T12:00:00Z  node-1 died.");
    assertEquals(NOON, supervisor.at());
    assertEquals("node-1 died.", supervisor.message());
  }

  @Test
  void tellsAProgramTheNode() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    String json = LogEntry.of("node-2", line("12:00:00.000", "INFO", "m", "r")).json();
    assertEquals("node-2", mapper.readTree(json).path("node").asText());
    assertEquals("r", mapper.readTree(json).path("ext_request_id").asText());
    assertEquals(
        "words", mapper.readTree(LogEntry.of("n", "words").json()).path("message").asText());
  }

  @Test
  void findsTheLinesOfOneRequestInAllFilesInOrder() throws IOException {
    Files.writeString(
        folder.resolve("messages_26.11.26_11.00.00.0.log"),
        line("10:00:00.000", "INFO", "set aside", "wanted") + "\n");
    Path current =
        Files.writeString(
            folder.resolve("messages.log"),
            "*** a head ***\n"
                + line("12:00:01.000", "INFO", "first", "wanted")
                + "\n"
                + line("12:00:02.000", "INFO", "other", "another")
                + "\n"
                + line("12:00:03.000", "SEVERE", "second", "wanted")
                + "\n");
    NodeLogs logs = new NodeLogs("node-1", current);

    assertEquals(
        List.of("set aside", "first", "second"),
        messages(logs, new LogFilter(Map.of("request_id", "wanted"), false, null)));
    assertEquals(List.of("second"), messages(logs, new LogFilter(Map.of(), true, null)));
    assertEquals(
        List.of("other", "second"),
        messages(logs, new LogFilter(Map.of(), false, NOON.plusSeconds(2))));
  }

  @Test
  void aLineWithoutATimeBelongsToTheOneBefore() {
    NodeLogs logs = new NodeLogs("n", folder.resolve("none.log"));
    List<LogEntry> entries =
        logs.entries(List.of(line("12:00:00.000", "INFO", "m", "r"), "  at somewhere"));
    assertEquals(NOON, entries.get(1).at());
    assertEquals(List.of(), logs.wanted(ALL));
  }

  @Test
  void badBytesHideNoLine() throws IOException {
    Path log = folder.resolve("messages.log");
    Files.write(log, new byte[] {'a', (byte) 0xff, '\n', 'b', '\n'});
    assertEquals(2, new NodeLogs("n", log).wanted(ALL).size());
  }

  @Test
  void readsHowLongAgo() {
    assertEquals(NOON.minusSeconds(90), LogFilter.since("90s", NOON));
    assertEquals(NOON.minusSeconds(7200), LogFilter.since("2h", NOON));
    assertEquals(NOON.minusSeconds(3 * 86_400), LogFilter.since("3d", NOON));
    assertEquals(NOON, LogFilter.since("2026-11-26T12:00:00Z", NOON));
    for (String bad : List.of("yesterday", "-1h", "1w", "")) {
      assertThrows(IllegalArgumentException.class, () -> LogFilter.since(bad, NOON), bad);
    }
    assertTrue(ALL.isOpen());
    assertFalse(new LogFilter(Map.of(), true, null).isOpen());
  }

  @Test
  void followsALogOverItsReplacement() throws IOException {
    Path log = Files.writeString(folder.resolve("messages.log"), "one\ntwo\nthree\nunfin");
    LogTail tail = new LogTail(log);
    assertEquals(List.of("two", "three"), tail.last(2));
    Files.writeString(log, "one\ntwo\nthree\nunfinished\n");
    assertEquals(List.of("unfinished"), tail.fresh());
    Files.writeString(log, "new\n");
    assertEquals(List.of("new"), tail.fresh());
    assertEquals(List.of(), tail.fresh());
  }

  private static List<String> messages(NodeLogs logs, LogFilter filter) {
    return logs.wanted(filter).stream().map(LogEntry::message).toList();
  }
}
