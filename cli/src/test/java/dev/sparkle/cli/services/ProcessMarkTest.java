package dev.sparkle.cli.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMarkTest {

  @TempDir private Path folder;

  @Test
  void survivesItsFileAndKnowsItsProcess() {
    ProcessMark mark = ProcessMark.of(ProcessHandle.current().pid()).orElseThrow();
    mark.write(folder.resolve("process"));
    assertEquals(Optional.of(mark), ProcessMark.read(folder.resolve("process")));
    assertTrue(mark.alive());
  }

  @Test
  void neverTouchesAnotherProcessThatGotThePid() throws IOException {
    Process bystander = new ProcessBuilder("sleep", "60").start();
    try {
      ProcessMark earlier = new ProcessMark(bystander.pid(), "boot-before:1");
      assertFalse(earlier.alive());
      earlier.ask();
      earlier.kill();
      assertTrue(earlier.awaitEnd(Duration.ofSeconds(1)), "the one that is meant has ended");
      assertTrue(bystander.isAlive());
    } finally {
      bystander.destroyForcibly();
    }
  }

  @Test
  void endsItsOwnProcess() throws IOException {
    Process child = new ProcessBuilder("sleep", "60").start();
    ProcessMark mark = ProcessMark.of(child.pid()).orElseThrow();
    mark.ask();
    assertTrue(mark.awaitEnd(Duration.ofSeconds(10)));
    assertFalse(mark.alive());
  }

  @Test
  void takesADamagedFileForNone() throws IOException {
    for (String text : new String[] {"", "12", "x y", "-1 boot:1"}) {
      Path file = Files.writeString(folder.resolve("process"), text);
      assertEquals(Optional.empty(), ProcessMark.read(file), text);
    }
    assertEquals(Optional.empty(), ProcessMark.read(folder.resolve("missing")));
  }

  @Test
  void readsTheStartWhateverTheProgramIsCalled() {
    String tail = " S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4711 20 21";
    assertEquals(Optional.of("b:4711"), ProcessMark.birthIn("99 (odd) name) 1)" + tail, "b\n"));
    assertEquals(
        Optional.empty(), ProcessMark.birthIn("99 (gone)" + tail.replace(" S ", " Z "), "b"));
  }

  @Test
  void readsTheEnvironmentThatAProcessWasGiven() {
    assertEquals(
        Map.of("A", "1=2", "B", "", "C", "two\nlines"),
        ProcessMark.environmentIn("A=1=2\0B=\0C=two\nlines\0=odd\0"));
    ProcessMark own = ProcessMark.of(ProcessHandle.current().pid()).orElseThrow();
    assertEquals(System.getenv("PATH"), own.environment().orElseThrow().get("PATH"));
  }
}
