package dev.sparkle.cli.monitoring;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Pause;
import dev.sparkle.cli.services.Ports;
import dev.sparkle.cli.services.ProcessMark;
import dev.sparkle.cli.services.Trouble;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A server of the monitoring: one process on a port of 127.0.0.1, in a session of its own, with its
 * log and mark in a folder.
 *
 * @param name such as prometheus
 * @param folder for the log and the mark of the process
 * @param port where it listens
 * @param variable the environment variable that chooses another port
 * @param ready the path that answers with 200 when it is ready
 */
record Daemon(String name, Path folder, int port, String variable, String ready) {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private Path file() {
    return folder.resolve(name + ".process");
  }

  Path log() {
    return folder.resolve(name + ".log");
  }

  Optional<ProcessMark> running() {
    return ProcessMark.read(file()).filter(ProcessMark::alive);
  }

  Optional<Instant> since() {
    return running().flatMap(ProcessMark::since);
  }

  /**
   * Starts it unless it runs, and waits until it is ready.
   *
   * @return whether it was started
   * @throws Trouble when the port is taken, or it is not ready in time
   */
  boolean start(List<String> command, Duration patience) {
    boolean fresh = running().isEmpty();
    if (fresh) {
      Ports.requireFree("127.0.0.1", port, variable);
      launch(command);
    }
    long end = System.nanoTime() + patience.toNanos();
    while (!answers()) {
      if (running().isEmpty() || System.nanoTime() > end) {
        throw new Trouble(ExitCode.SERVICE, name + " did not start.", "See " + log() + ".");
      }
      Pause.of(Duration.ofMillis(100));
    }
    return fresh;
  }

  private void launch(List<String> command) {
    try {
      Files.createDirectories(folder);
      Files.writeString(place(), port + "\n");
      List<String> detached = new ArrayList<>(List.of("setsid"));
      detached.addAll(command);
      Process process =
          new ProcessBuilder(detached)
              .directory(folder.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(log().toFile())
              .start();
      // setsid replaces itself, so the pid stays the server's
      ProcessMark.of(process.pid())
          .orElseThrow(
              () -> new Trouble(ExitCode.SERVICE, name + " ended at once.", "See " + log() + "."))
          .write(file());
    } catch (IOException e) {
      throw Trouble.withFile("cannot start " + name, e);
    }
  }

  /** On which port it was started, whatever the environment of today chooses; if it runs. */
  OptionalInt listens() {
    if (running().isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseInt(Files.readString(place()).strip()));
    } catch (IOException | NumberFormatException startedByAnOlderVersion) {
      return OptionalInt.of(port);
    }
  }

  private Path place() {
    return folder.resolve(name + ".port");
  }

  /** Whether it says that it is ready. */
  boolean answers() {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(address().resolve(ready)).timeout(Duration.ofSeconds(2)).build();
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Has it read its configuration again. */
  void reload() {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(address().resolve("/-/reload"))
              .timeout(Duration.ofSeconds(10))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      var answer = HTTP.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new Trouble(
            ExitCode.SERVICE,
            name + " does not take its configuration: " + answer.body().strip() + ".",
            "Correct it, then repeat.");
      }
    } catch (IOException e) {
      throw Trouble.withFile("cannot reach " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it; false when it did not run. */
  boolean stop() {
    Optional<ProcessMark> mark = running();
    mark.ifPresent(
        m -> {
          m.ask();
          if (!m.awaitEnd(Duration.ofSeconds(15))) {
            m.kill();
            m.awaitEnd(Duration.ofSeconds(5));
          }
        });
    return mark.isPresent();
  }
}
