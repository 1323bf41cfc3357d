package dev.sparkle.cli.logs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log that grows, and that may be replaced by a new one. */
final class LogTail {

  /** Enough for a few hundred long lines. */
  private static final int WINDOW = 1 << 20;

  private final Path file;
  private long read;

  LogTail(Path file) {
    this.file = file;
  }

  /** The last lines, at most {@code count}; what comes later is {@link #fresh}. */
  List<String> last(int count) throws IOException {
    read = Math.max(0, Files.size(file) - WINDOW);
    boolean cut = read > 0;
    List<String> lines = fresh();
    List<String> whole = cut && !lines.isEmpty() ? lines.subList(1, lines.size()) : lines;
    return whole.subList(Math.max(0, whole.size() - count), whole.size());
  }

  /** Whole lines that came since the last look; from the start again when the file was replaced. */
  List<String> fresh() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      if (open.length() < read) {
        read = 0;
      }
      open.seek(read);
      byte[] bytes = new byte[(int) Math.min(WINDOW, open.length() - read)];
      open.readFully(bytes);
      int end = lastNewline(bytes) + 1;
      read += end;
      return new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static int lastNewline(byte[] bytes) {
    for (int i = bytes.length - 1; i >= 0; i--) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
