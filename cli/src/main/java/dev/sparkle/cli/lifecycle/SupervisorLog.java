package dev.sparkle.cli.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * What the supervisor did, a line each: time (UTC) and sentence. Two files of {@value #MOST_BYTES}
 * bytes at most. A line that cannot be written is lost: watching goes on.
 */
public final class SupervisorLog implements Consumer<String> {

  /** Its name in the supervisor's folder. */
  public static final String FILE = "supervisor.log";

  private static final long MOST_BYTES = 1 << 20;

  private final Path file;
  private final Clock clock;

  SupervisorLog(Path folder, Clock clock) {
    file = folder.resolve(FILE);
    this.clock = clock;
  }

  @Override
  public void accept(String sentence) {
    try {
      if (Files.exists(file) && Files.size(file) > MOST_BYTES) {
        Files.move(file, file.resolveSibling(FILE + ".1"), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.writeString(
          file,
          clock.instant().truncatedTo(ChronoUnit.SECONDS) + "  " + sentence + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException lost) {
      System.err.println(sentence + " (" + lost + ")");
    }
  }
}
