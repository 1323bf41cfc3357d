package dev.sparkle.cli.bench.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void create() throws IOException {
    file = Files.createFile(folder.resolve("events"));
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  @Test
  void readsWhatIsWrittenPieceByPiece() throws IOException {
    try (EventFile events = new EventFile(file)) {
      write("S 10 a.1\nE 2");
      events.read();
      assertEquals(Map.of("a.1", List.of(10L)), events.starts("a."));
      assertEquals(Map.of(), events.ends("a."));
      write("5 a.1\nN 30 b.1\n");
      events.read();
      assertEquals(Map.of("a.1", List.of(25L)), events.ends("a."));
      assertEquals(30, events.lastEnd("b."));
      assertEquals(Map.of("b.1", List.of(30L)), events.starts("b."));
    }
  }

  @Test
  void tellsATaskThatEndedTwice() throws IOException {
    try (EventFile events = new EventFile(file)) {
      write("S 1 a.1\nE 2 a.1\nS 3 a.1\nE 4 a.1\n");
      events.read();
      assertEquals(List.of(2L, 4L), events.ends("a.").get("a.1"));
      assertEquals(2, events.lastEnd("a."), "it is done the first time");
      assertFalse(events.awaitEnded("a.", 2, Duration.ZERO), "two ends of one task are one");
    }
  }

  @Test
  void runningIsWhatStartedAndDidNotEnd() throws IOException {
    try (EventFile events = new EventFile(file)) {
      write("S 1 a.1\nS 1 a.2\nS 1 b.1\nE 2 a.1\n");
      assertTrue(events.awaitRunning("a.", 1, Duration.ZERO));
      assertFalse(events.awaitRunning("a.", 2, Duration.ZERO));
    }
  }

  @Test
  void failedAttemptIsNoEnd() throws IOException {
    try (EventFile events = new EventFile(file)) {
      write("S 1 a.1\nF 2 a.1\n");
      assertTrue(events.awaitStarted("a.", 1, Duration.ZERO));
      assertFalse(events.awaitEnded("a.", 1, Duration.ZERO));
    }
  }
}
