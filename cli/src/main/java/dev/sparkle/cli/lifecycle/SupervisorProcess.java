package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Pause;
import dev.sparkle.cli.services.ProcessMark;
import dev.sparkle.cli.services.Removal;
import dev.sparkle.cli.services.Trouble;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The process in which the {@link Supervisor} of an installation runs: one at most, in a session of
 * its own, so that it outlives the terminal. It runs from links to the command's jars, which a
 * build of the command leaves alone.
 */
public final class SupervisorProcess {

  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final Home home;

  public SupervisorProcess(Home home) {
    this.home = home;
  }

  /** Its mark, while it runs. */
  public Optional<ProcessMark> running() {
    return ProcessMark.read(mark()).filter(ProcessMark::alive);
  }

  /**
   * Starts it unless it runs, and waits until it watches.
   *
   * @return whether it was started
   * @throws Trouble when it does not come up
   */
  public boolean start() {
    if (running().isPresent()) {
      return false;
    }
    try {
      Files.createDirectories(home.supervisor());
      Process process =
          new ProcessBuilder(command())
              .directory(home.root().toFile())
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(home.supervisor().resolve("console.log").toFile())
              .start();
      long end = System.nanoTime() + START.toNanos();
      while (running().isEmpty()) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new Trouble(
              ExitCode.DEGRADED,
              "the supervisor did not come up.",
              "See " + home.show(home.supervisor().resolve("console.log")) + ".");
        }
        Pause.of(Duration.ofMillis(50));
      }
      return true;
    } catch (IOException e) {
      throw Trouble.withFile("cannot start the supervisor", e);
    }
  }

  /** Ends it, whatever it does; false when it did not run. */
  public boolean stop() {
    Optional<ProcessMark> mark = running();
    mark.ifPresent(
        m -> {
          m.ask();
          if (!m.awaitEnd(STOP)) {
            m.kill();
            m.awaitEnd(STOP);
          }
        });
    return mark.isPresent();
  }

  Path mark() {
    return home.supervisor().resolve("process");
  }

  private List<String> command() throws IOException {
    return List.of(
        "setsid",
        Path.of(System.getProperty("java.home"), "bin/java").toString(),
        // it looks at a few small files a second, and starts a program now and then
        "-Xmx32m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "-Dfile.encoding=UTF-8",
        "-Dsparkle.root=" + home.root(),
        "-cp",
        classPath(),
        "dev.sparkle.cli.Sparkle",
        "supervise");
  }

  private String classPath() throws IOException {
    Path links = home.supervisor().resolve("lib");
    Removal.of(links);
    Files.createDirectories(links);
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path there = Path.of(entry);
      if (Files.isRegularFile(there)) {
        Path link = links.resolve(entries.size() + "-" + there.getFileName());
        try {
          Files.createLink(link, there);
        } catch (IOException | UnsupportedOperationException otherDisk) {
          Files.copy(there, link);
        }
        entries.add(link.toString());
      } else if (Files.isDirectory(there)) {
        entries.add(entry);
      }
    }
    return String.join(File.pathSeparator, entries);
  }
}
