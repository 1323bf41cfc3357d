package dev.sparkle.cli.services;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program that writes much, or reads much: what it writes is handed on as it comes, and nothing
 * of it is kept in memory. What it says of trouble is kept.
 */
public final class Pipe {

  private final List<String> command;
  private final Map<String, String> environment;

  private Pipe(List<String> command, Map<String, String> environment) {
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
  }

  public static Pipe of(List<String> command, Map<String, String> environment) {
    return new Pipe(command, environment);
  }

  /**
   * Runs it to its end.
   *
   * @param to takes what it writes; stays open
   * @param what for the sentence of a failure, as "the database cannot be dumped"
   * @throws Trouble when it cannot be started or ends otherwise than with 0
   * @throws IOException when {@code to} cannot take it
   */
  public void into(OutputStream to, String what) throws IOException {
    run(what, Redirect.from(Path.of("/dev/null").toFile()), Redirect.PIPE, null, to);
  }

  /**
   * Runs it to its end.
   *
   * @param from what it reads; stays open
   * @throws Trouble as {@link #into}
   * @throws IOException when {@code from} cannot be read; then the program is ended
   */
  public void from(InputStream from, String what) throws IOException {
    run(what, Redirect.PIPE, Redirect.DISCARD, from, null);
  }

  private void run(String what, Redirect in, Redirect out, InputStream from, OutputStream to)
      throws IOException {
    Path words = Files.createTempFile("sparkle", ".words");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(in)
              .redirectOutput(out)
              .redirectError(words.toFile());
      builder.environment().put("LC_ALL", "C.UTF-8");
      builder.environment().putAll(environment);
      Process process = start(builder, what);
      try {
        if (to != null) {
          process.getInputStream().transferTo(to);
        } else {
          feed(process, from);
        }
        if (process.waitFor() != 0) {
          throw failed(what, lastWords(words));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Trouble(ExitCode.INTERRUPTED, "interrupted.", "Repeat the command.", e);
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.deleteIfExists(words);
    }
  }

  /** A program that ends early closes its side; why, it has told elsewhere. */
  private static void feed(Process process, InputStream from) throws IOException {
    byte[] some = new byte[64 * 1024];
    try (OutputStream in = process.getOutputStream()) {
      for (int read = from.read(some); read >= 0; read = from.read(some)) {
        try {
          in.write(some, 0, read);
        } catch (IOException closed) {
          return;
        }
      }
    } catch (IOException closedAtTheEnd) {
      if (process.isAlive()) {
        throw closedAtTheEnd;
      }
    }
  }

  private Process start(ProcessBuilder builder, String what) {
    try {
      return builder.start();
    } catch (IOException notThere) {
      throw new Trouble(
          ExitCode.MACHINE,
          what + ": there is no " + Path.of(command.get(0)).getFileName() + ".",
          "Install it, or let ./sparkle up bring Sparkle's own.",
          notThere);
    }
  }

  private Trouble failed(String what, String words) {
    return new Trouble(
        Trouble.diskFull(words) ? ExitCode.MACHINE : ExitCode.SERVICE,
        what + ": " + Path.of(command.get(0)).getFileName() + " says \"" + words + "\".",
        "See the message; repeat the command when it is cleared.");
  }

  private static String lastWords(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file).stream().filter(l -> !l.isBlank()).toList();
    return lines.stream()
        .filter(l -> l.contains("error") || l.contains("ERROR") || l.contains("FATAL"))
        .findFirst()
        .or(() -> lines.stream().reduce((a, b) -> b))
        .orElse("nothing")
        .strip();
  }
}
