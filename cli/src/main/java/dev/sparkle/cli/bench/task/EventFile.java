package dev.sparkle.cli.bench.task;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * What the measured processes wrote about their tasks, as far as it was read; times in microseconds
 * since 1970. Not for several threads.
 */
final class EventFile implements AutoCloseable {

  private static final int CHUNK = 1 << 16;
  private static final long STEP_NANOS = 5_000_000;

  private final FileChannel file;
  private final StringBuilder rest = new StringBuilder();
  private final Map<String, List<Long>> starts = new HashMap<>();
  private final Map<String, List<Long>> ends = new HashMap<>();
  private final Map<String, Integer> endedOf = new HashMap<>();
  private final Map<String, Integer> startedOf = new HashMap<>();

  EventFile(Path path) throws IOException {
    file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Reads what was written since. */
  void read() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
    while (file.read(bytes) > 0) {
      rest.append(StandardCharsets.US_ASCII.decode(bytes.flip()));
      bytes.clear();
    }
    int from = 0;
    for (int end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n", from)) {
      take(rest.substring(from, end).split(" "));
      from = end + 1;
    }
    rest.delete(0, from);
  }

  private void take(String[] event) {
    long micros = Long.parseLong(event[1]);
    String id = event[2];
    if ("SN".contains(event[0]) && add(starts, id, micros)) {
      startedOf.merge(prefix(id), 1, Integer::sum);
    }
    if ("EN".contains(event[0]) && add(ends, id, micros)) {
      endedOf.merge(prefix(id), 1, Integer::sum);
    }
  }

  /** Whether it is the first of this id. */
  private static boolean add(Map<String, List<Long>> into, String id, long micros) {
    List<Long> times = into.computeIfAbsent(id, ignored -> new ArrayList<>(1));
    times.add(micros);
    return times.size() == 1;
  }

  private static String prefix(String id) {
    return id.substring(0, id.indexOf('.') + 1);
  }

  /** Waits until so many tasks with the prefix have ended; false: they have not in that time. */
  boolean awaitEnded(String prefix, int tasks, Duration most) throws IOException {
    return await(endedOf, prefix, tasks, most);
  }

  /** Waits until so many tasks with the prefix have started. */
  boolean awaitStarted(String prefix, int tasks, Duration most) throws IOException {
    return await(startedOf, prefix, tasks, most);
  }

  /** Waits until so many tasks with the prefix run: have started, and have not ended. */
  boolean awaitRunning(String prefix, int tasks, Duration most) throws IOException {
    return await(
        () -> startedOf.getOrDefault(prefix, 0) - endedOf.getOrDefault(prefix, 0), tasks, most);
  }

  private boolean await(Map<String, Integer> counts, String prefix, int tasks, Duration most)
      throws IOException {
    return await(() -> counts.getOrDefault(prefix, 0), tasks, most);
  }

  private boolean await(IntSupplier count, int tasks, Duration most) throws IOException {
    long end = System.nanoTime() + most.toNanos();
    read();
    while (count.getAsInt() < tasks) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(STEP_NANOS);
      read();
    }
    return true;
  }

  /** When the attempts of the tasks with the prefix started, by id. */
  Map<String, List<Long>> starts(String prefix) {
    return of(starts, prefix);
  }

  /** When the tasks with the prefix ended, by id; more than one time: ended more than once. */
  Map<String, List<Long>> ends(String prefix) {
    return of(ends, prefix);
  }

  private static Map<String, List<Long>> of(Map<String, List<Long>> all, String prefix) {
    Map<String, List<Long>> some = new HashMap<>();
    all.forEach(
        (id, times) -> {
          if (id.startsWith(prefix)) {
            some.put(id, times);
          }
        });
    return some;
  }

  /** When the last task with the prefix ended. */
  long lastEnd(String prefix) {
    return ends(prefix).values().stream().mapToLong(times -> times.get(0)).max().orElse(0);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
