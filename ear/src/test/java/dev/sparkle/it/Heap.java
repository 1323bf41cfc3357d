package dev.sparkle.it;

import dev.sparkle.cli.services.LibertyNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The heap of a node. */
final class Heap {

  private Heap() {}

  /** Bytes in use after what nobody uses was collected. */
  static long used(LibertyNode node) {
    collect(node.pid().orElseThrow());
    String line =
        Http.get(node, "/metrics?scope=base")
            .body()
            .lines()
            .filter(each -> each.startsWith("memory_usedHeap_bytes"))
            .findFirst()
            .orElseThrow();
    return (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  private static void collect(long pid) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process process =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.run")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            "jcmd " + pid + " GC.run ended with " + process.exitValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
