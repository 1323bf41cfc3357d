package dev.sparkle.cli.front;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.FrontTools;
import dev.sparkle.cli.services.Invocation;
import dev.sparkle.cli.services.Pause;
import dev.sparkle.cli.services.ProcessMark;
import dev.sparkle.cli.services.Removal;
import dev.sparkle.cli.services.Trouble;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** HAProxy's process: started with the configuration in a folder, found again by its mark there. */
final class FrontProcess {

  private static final Duration START = Duration.ofSeconds(10);

  /** Time for its connections; sockets do not end by themselves. */
  private static final Duration STOP = Duration.ofSeconds(3);

  private final Path folder;
  private final FrontSocket socket;

  FrontProcess(Path folder, FrontSocket socket) {
    this.folder = folder;
    this.socket = socket;
  }

  Optional<ProcessMark> running() {
    return ProcessMark.read(mark()).filter(ProcessMark::alive);
  }

  private Path mark() {
    return folder.resolve("process");
  }

  private Path log() {
    return folder.resolve("haproxy.log");
  }

  Path config() {
    return folder.resolve("haproxy.cfg");
  }

  /** The last line of its log; empty when there is none. */
  String lastWords() {
    try (Stream<String> lines = Files.lines(log())) {
      return lines.filter(each -> !each.isBlank()).reduce((a, b) -> b).orElse("").strip();
    } catch (IOException | UncheckedIOException none) {
      return "";
    }
  }

  /**
   * Starts it with the configuration that is written; returns when it answers.
   *
   * @throws Trouble when it does not take the configuration, or does not come up
   */
  void launch(FrontTools tools) {
    requireTaken(tools);
    ProcessBuilder builder =
        new ProcessBuilder("setsid", tools.haproxy().toString(), "-db", "-f", config().toString())
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log().toFile());
    builder.environment().putAll(tools.environment());
    try {
      Process process = builder.start();
      // setsid replaces itself, so the pid stays HAProxy's
      ProcessMark.of(process.pid())
          .orElseThrow(
              () -> new Trouble(ExitCode.SERVICE, "HAProxy ended at once.", "See " + log() + "."))
          .write(mark());
      awaitAnswer();
    } catch (IOException e) {
      throw Trouble.withFile("cannot start HAProxy", e);
    }
  }

  /** HAProxy looks at its configuration, and says what it does not take. */
  private void requireTaken(FrontTools tools) {
    Invocation.Outcome look =
        Invocation.of(tools.haproxy().toString(), "-c", "-f", config().toString())
            .with(tools.environment())
            .run();
    if (!look.succeeded()) {
      throw new Trouble(
          ExitCode.SERVICE,
          "HAProxy does not take its configuration: "
              + look.lines().stream()
                  .filter(each -> each.contains("[ALERT]"))
                  .findFirst()
                  .map(each -> each.replaceFirst("^.*?: ", ""))
                  .orElse(look.lastWords()),
          "Look at the file that it names, or into " + config() + ".");
    }
  }

  private void awaitAnswer() {
    long end = System.nanoTime() + START.toNanos();
    while (true) {
      try {
        socket.say("show info");
        return;
      } catch (IOException notYet) {
        if (running().isEmpty() || System.nanoTime() > end) {
          throw new Trouble(
              ExitCode.SERVICE, "HAProxy did not start.", "See " + log() + ".", notYet);
        }
        Pause.of(Duration.ofMillis(50));
      }
    }
  }

  /** Ends it; false when it did not run. */
  boolean end() {
    Optional<ProcessMark> mark = running();
    mark.ifPresent(
        each -> {
          each.ask();
          if (!each.awaitEnd(STOP)) {
            each.kill();
            each.awaitEnd(STOP);
          }
        });
    Removal.of(mark());
    return mark.isPresent();
  }
}
