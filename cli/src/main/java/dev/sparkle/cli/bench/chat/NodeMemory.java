package dev.sparkle.cli.bench.chat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node holds.
 *
 * @param rssKib of the process, in KiB
 * @param heapKib what lives in its heap after a full collection, in KiB
 * @param threads its threads
 */
public record NodeMemory(long rssKib, long heapKib, long threads) {

  private static final Pattern USED = Pattern.compile("heap\\s+total \\d+K, used (\\d+)K");

  /**
   * Collects the process's garbage twice, so that what was only queued to die is gone, and looks.
   *
   * @throws IOException when {@code jcmd} of this JDK cannot speak with the process
   */
  public static NodeMemory of(long pid) throws IOException, InterruptedException {
    jcmd(pid, "GC.run");
    jcmd(pid, "GC.run");
    return new NodeMemory(
        ProcessTimes.status(pid, "VmRSS"),
        used(jcmd(pid, "GC.heap_info")),
        ProcessTimes.status(pid, "Threads"));
  }

  /** From what {@code jcmd PID GC.heap_info} prints. */
  static long used(String info) {
    Matcher used = USED.matcher(info);
    if (!used.find()) {
      throw new IllegalStateException("no use of a heap in: " + info);
    }
    return Long.parseLong(used.group(1));
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(program.toString(), Long.toString(pid), command)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("jcmd " + command + " failed: " + said.strip());
    }
    return said;
  }
}
