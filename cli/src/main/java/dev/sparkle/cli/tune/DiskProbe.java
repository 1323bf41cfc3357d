package dev.sparkle.cli.tune;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** How long it takes until a page is on the disk for good: what each commit waits for. */
final class DiskProbe {

  private static final int PAGE = 8192;
  private static final int PAGES_OF_FILE = 256;
  private static final int TIMES = 300;

  /** Milliseconds. */
  record Fsync(double p50Ms, double p95Ms) {}

  private DiskProbe() {}

  /** Measures in that folder; leaves nothing there. */
  static Fsync fsync(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("fsync.probe");
    long[] nanos = new long[TIMES];
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(PAGE * PAGES_OF_FILE));
      channel.force(true);
      for (int each = 0; each < TIMES; each++) {
        long began = System.nanoTime();
        channel.write(ByteBuffer.allocate(PAGE), (long) PAGE * (each % PAGES_OF_FILE));
        channel.force(false);
        nanos[each] = System.nanoTime() - began;
      }
    } finally {
      Files.deleteIfExists(file);
    }
    Arrays.sort(nanos);
    return new Fsync(nanos[TIMES / 2] / 1e6, nanos[TIMES * 95 / 100] / 1e6);
  }
}
