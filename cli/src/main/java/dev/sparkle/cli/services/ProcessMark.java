package dev.sparkle.cli.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A process that was started here, recognisable after its pid was given to another: the pid and the
 * moment it began, on Linux as boot id and clock ticks, which no clock correction changes.
 *
 * @param pid process id
 * @param birth an opaque mark of when it began
 */
public record ProcessMark(long pid, String birth) {

  public ProcessMark {
    if (pid <= 0 || birth.isBlank() || birth.contains(" ")) {
      throw new IllegalArgumentException("not a process: " + pid + " " + birth);
    }
  }

  /** The mark of a living process, empty when there is none of this id. */
  public static Optional<ProcessMark> of(long pid) {
    return birthOf(pid).map(birth -> new ProcessMark(pid, birth));
  }

  /** What {@link #write} left in the file; empty when it is missing or damaged. */
  public static Optional<ProcessMark> read(Path file) {
    try {
      String[] words = Files.readString(file).strip().split(" ");
      return Optional.of(new ProcessMark(Long.parseLong(words[0]), words[1]));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | RuntimeException damaged) {
      return Optional.empty();
    }
  }

  public void write(Path file) {
    Folders.write(file, pid + " " + birth + "\n");
  }

  /** Whether the very process still lives; a zombie does not. */
  public boolean alive() {
    return birthOf(pid).filter(birth::equals).isPresent();
  }

  /** Its environment as it was started; empty when it is gone or the system does not tell. */
  public Optional<Map<String, String>> environment() {
    try {
      String all = Files.readString(Path.of("/proc", Long.toString(pid), "environ"));
      return alive() ? Optional.of(environmentIn(all)) : Optional.empty();
    } catch (IOException notTold) {
      return Optional.empty();
    }
  }

  /** From /proc/PID/environ: NAME=VALUE, each ended by a NUL. */
  static Map<String, String> environmentIn(String environ) {
    Map<String, String> variables = new HashMap<>();
    for (String each : environ.split("\0")) {
      int equals = each.indexOf('=');
      if (equals > 0) {
        variables.put(each.substring(0, equals), each.substring(equals + 1));
      }
    }
    return variables;
  }

  /** When it began, to the second. */
  public Optional<Instant> since() {
    return alive() ? ProcessHandle.of(pid).flatMap(p -> p.info().startInstant()) : Optional.empty();
  }

  /** Asks it to end (SIGTERM); nothing happens when it is gone or is another by now. */
  public void ask() {
    if (alive()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    }
  }

  /** Ends it at once (SIGKILL); nothing happens when it is gone or is another by now. */
  public void kill() {
    if (alive()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** Waits for its end; false when it still lives after {@code patience}. */
  public boolean awaitEnd(Duration patience) {
    // looks rather than waits for a signal: the process is not always our child, and one that
    // ended and that nobody collected counts as ended
    long end = System.nanoTime() + patience.toNanos();
    while (alive()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Pause.of(Duration.ofMillis(20));
    }
    return true;
  }

  private static Optional<String> birthOf(long pid) {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    if (!Files.exists(Path.of("/proc/self/stat"))) {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .flatMap(p -> p.info().startInstant())
          .map(i -> Long.toString(i.toEpochMilli()));
    }
    try {
      return birthIn(
          Files.readString(stat), Files.readString(Path.of("/proc/sys/kernel/random/boot_id")));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /**
   * From a line of /proc/PID/stat: state is field 3, start time field 22; the name may hold
   * anything.
   */
  static Optional<String> birthIn(String stat, String bootId) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    boolean zombie = fields[0].equals("Z") || fields[0].equals("X");
    return zombie ? Optional.empty() : Optional.of(bootId.strip() + ":" + fields[19]);
  }
}
