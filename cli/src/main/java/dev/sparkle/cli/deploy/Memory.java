package dev.sparkle.cli.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine's memory. */
final class Memory {

  private Memory() {}

  /** What programs may still take, in KiB; negative where the system does not tell. */
  static long availableKib() {
    try {
      return Files.readAllLines(Path.of("/proc/meminfo")).stream()
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(-1);
    } catch (IOException unknown) {
      return -1;
    }
  }
}
