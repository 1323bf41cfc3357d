package dev.sparkle.cli.bench.chat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Where it was measured. */
public record Machine(int processors, long memoryMib, String system, String java) {

  public static Machine here() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        beans().getTotalMemorySize() / (1024 * 1024),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.version"));
  }

  /** How many files and sockets a process may have open. */
  static long openFiles() {
    return beans().getMaxFileDescriptorCount();
  }

  private static UnixOperatingSystemMXBean beans() {
    return (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  }
}
