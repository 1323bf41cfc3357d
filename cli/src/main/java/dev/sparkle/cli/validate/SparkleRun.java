package dev.sparkle.cli.validate;

import dev.sparkle.cli.services.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** One {@code ./sparkle …} in a process of its own, as an operator would call it. */
public final class SparkleRun {

  /** Exit of a run that took too long and was ended. */
  public static final int TOO_LONG = 124;

  private static final Duration GOODBYE = Duration.ofSeconds(40);
  private static final AtomicReference<Process> RUNNING = new AtomicReference<>();

  private SparkleRun() {}

  /**
   * Runs to the end; at the latest until {@code most} has passed.
   *
   * @param root the checkout
   * @param out where standard output goes, which programs read
   * @param err where standard error goes, which people read
   * @param progress hears the lines of standard error
   * @return the exit code
   */
  public static int run(
      Path root, List<String> arguments, Path out, Path err, Duration most, Progress progress)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(root.resolve("sparkle").toString());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .start();
    RUNNING.set(process);
    Thread reader = new Thread(() -> listen(process, err, progress), "words of " + arguments);
    reader.setDaemon(true);
    reader.start();
    try {
      boolean ended = process.waitFor(most.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        end(process);
      }
      reader.join(GOODBYE.toMillis());
      return ended ? process.exitValue() : TOO_LONG;
    } catch (InterruptedException e) {
      end(process);
      throw e;
    } finally {
      RUNNING.set(null);
    }
  }

  /** Asks what runs to end, and waits until it has put its things away; for Ctrl-C. */
  public static void endRunning() {
    Process process = RUNNING.get();
    if (process != null) {
      end(process);
    }
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(GOODBYE.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static void listen(Process process, Path err, Progress progress) {
    try (var words =
            new BufferedReader(
                new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        var kept = Files.newBufferedWriter(err, StandardCharsets.UTF_8)) {
      for (String line = words.readLine(); line != null; line = words.readLine()) {
        kept.write(line);
        kept.newLine();
        kept.flush();
        if (!line.isBlank()) {
          progress.now(line.strip());
        }
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
