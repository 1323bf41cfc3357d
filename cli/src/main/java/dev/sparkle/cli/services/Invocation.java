package dev.sparkle.cli.services;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * One run of another program in the foreground: its lines are read, its end is awaited. Standard
 * input is empty, standard error is merged into the output, messages are English.
 */
public final class Invocation {

  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  private final List<String> command;
  private final ProcessBuilder builder;
  private Consumer<String> listener = line -> {};

  private Invocation(List<String> command) {
    this.command = List.copyOf(command);
    builder = new ProcessBuilder(this.command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
  }

  public static Invocation of(List<String> command) {
    return new Invocation(command);
  }

  public static Invocation of(String... command) {
    return new Invocation(List.of(command));
  }

  public Invocation in(Path folder) {
    builder.directory(folder.toFile());
    return this;
  }

  public Invocation with(Map<String, String> environment) {
    builder.environment().putAll(environment);
    return this;
  }

  /** Hears each line as it comes. */
  public Invocation onLine(Consumer<String> hears) {
    listener = hears;
    return this;
  }

  /** Exit status and the merged output of a run. */
  public record Outcome(int exit, List<String> lines) {

    public boolean succeeded() {
      return exit == 0;
    }

    public String text() {
      return String.join("\n", lines);
    }

    /** The last line that is not blank, or "no message". */
    public String lastWords() {
      return lines.stream()
          .filter(l -> !l.isBlank())
          .reduce((a, b) -> b)
          .orElse("no message")
          .strip();
    }
  }

  /**
   * Runs to the end.
   *
   * @return exit 127 when the program is not there
   */
  public Outcome run() {
    Process process;
    try {
      process = builder.start();
    } catch (IOException notThere) {
      return new Outcome(127, List.of(String.valueOf(notThere.getMessage())));
    }
    RUNNING.add(process);
    try {
      process.getOutputStream().close();
      List<String> lines = read(process);
      return new Outcome(process.waitFor(), lines);
    } catch (IOException ended) {
      // its pipe was closed under us: endAll, or it died
      return new Outcome(ExitCode.INTERRUPTED, List.of("it was ended"));
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      return new Outcome(ExitCode.INTERRUPTED, List.of("interrupted"));
    } finally {
      RUNNING.remove(process);
    }
  }

  /** Runs to the end; a status other than 0 is a {@link Trouble} that quotes the last words. */
  public Outcome runOrFail(String what, String remedy) {
    Outcome outcome = run();
    if (outcome.succeeded()) {
      return outcome;
    }
    if (Trouble.diskFull(outcome.text())) {
      throw Trouble.withFile(what, new IOException("No space left on device"));
    }
    throw new Trouble(
        ExitCode.MACHINE,
        what
            + ": "
            + Path.of(command.get(0)).getFileName()
            + " says \""
            + outcome.lastWords()
            + "\".",
        remedy);
  }

  /** Ends every program that is being waited for, with all it started; for Ctrl-C. */
  public static void endAll() {
    for (Process process : RUNNING) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  private List<String> read(Process process) throws IOException {
    List<String> lines = new ArrayList<>();
    try (var reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        listener.accept(line);
      }
    }
    return lines;
  }
}
