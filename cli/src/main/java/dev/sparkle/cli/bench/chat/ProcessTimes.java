package dev.sparkle.cli.bench.chat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What Linux tells of processes in /proc. */
public final class ProcessTimes {

  /** Ticks a second in /proc, the same on every Linux. */
  private static final double TICKS = 100;

  private ProcessTimes() {}

  /**
   * CPU seconds of a process, of its children, and of those of them that have ended; of this one
   * alone, which is the parent of all that it measures.
   */
  public static double cpuSecondsOfTree(long pid) {
    if (pid == ProcessHandle.current().pid()) {
      return cpuSeconds(stat(pid), false);
    }
    try (Stream<ProcessHandle> children =
        ProcessHandle.of(pid).map(ProcessHandle::children).orElse(Stream.empty())) {
      return cpuSeconds(stat(pid), true)
          + children.mapToDouble(child -> cpuSeconds(stat(child.pid()), true)).sum();
    }
  }

  /**
   * From a line of /proc/PID/stat.
   *
   * @param ended whether its ended children count
   */
  static double cpuSeconds(String stat, boolean ended) {
    // the name may hold spaces and brackets; what follows begins with the state, field 3
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 1).strip().split(" "));
    long ticks = 0;
    for (int field = 14; fields.size() > 14 && field <= (ended ? 17 : 15); field++) {
      ticks += Long.parseLong(fields.get(field - 3));
    }
    return ticks / TICKS;
  }

  private static String stat(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    } catch (IOException gone) {
      return "";
    }
  }

  /** A number of /proc/PID/status, such as VmRSS (in KiB) or Threads; 0 if it is not told. */
  public static long status(long pid, String name) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith(name + ":"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException gone) {
      return 0;
    }
  }

  /** CPU seconds that this machine was busy since it started, whoever was at work. */
  static double busySeconds() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
      return busySeconds(lines.findFirst().orElse(""));
    } catch (IOException notLinux) {
      return Double.NaN;
    }
  }

  /** From the first line of /proc/stat: all but idle and waiting for a disk; stolen time counts. */
  static double busySeconds(String line) {
    List<String> fields = List.of(line.strip().split("\\s+"));
    long ticks = 0;
    for (int field = 1; field < fields.size() && field <= 8; field++) {
      ticks += field == 4 || field == 5 ? 0 : Long.parseLong(fields.get(field));
    }
    return ticks / TICKS;
  }

  /** How many wanted to run on this machine in the last minute, as the kernel counts. */
  public static double load() {
    try {
      return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    } catch (IOException notLinux) {
      return Double.NaN;
    }
  }
}
