package dev.sparkle.cli.services;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibertyNodeTest {

  @TempDir private Path folder;

  /** Liberty ends without a word when it is asked in the first moments after its start. */
  @Test
  void knowsThatItWasStoppedThoughItsLogDoesNotTell() throws Exception {
    LibertyNode node = LibertyNode.in(folder, "node-1", new NodePorts("127.0.0.1", 1, 2));
    Process process = new ProcessBuilder("sleep", "600").start();
    ProcessMark.of(process.pid()).orElseThrow().write(folder.resolve("process"));
    assertTrue(node.running());
    assertFalse(node.wasStopped());

    assertTrue(node.stop(Duration.ofSeconds(30)), "it ended by itself");

    assertFalse(node.running());
    assertTrue(node.wasStopped());
  }

  @Test
  void killedNodeWasNotStopped() throws Exception {
    LibertyNode node = LibertyNode.in(folder, "node-1", new NodePorts("127.0.0.1", 1, 2));
    Process process = new ProcessBuilder("sleep", "600").start();
    ProcessMark.of(process.pid()).orElseThrow().write(folder.resolve("process"));

    node.kill();

    assertFalse(node.running());
    assertFalse(node.wasStopped());
  }
}
