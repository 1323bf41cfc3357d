package dev.sparkle.cli.services;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A node: one Liberty process with its own configuration, output and log folders, and ports.
 *
 * <p>The folder holds {@code usr} (made anew at each start), {@code output}, {@code logs} and the
 * mark of the process. The process outlives the program that started it.
 */
public final class LibertyNode {

  private static final String SERVER = "sparkle";

  private final String name;
  private final Path folder;
  private final NodePorts ports;

  private LibertyNode(String name, Path folder, NodePorts ports) {
    this.name = name;
    this.folder = folder.toAbsolutePath().normalize();
    this.ports = ports;
  }

  /**
   * The node in this folder, which need not exist yet.
   *
   * @param name as it appears in logs, leases and health, such as node-1
   */
  public static LibertyNode in(Path folder, String name, NodePorts ports) {
    return new LibertyNode(name, folder, ports);
  }

  /**
   * Lays the configuration out and starts the process; does not wait ({@link #awaitReady} does).
   * The process gets the caller's environment, and the settings over it. Does nothing when the node
   * runs.
   *
   * @throws Trouble when a port is taken or the installation is incomplete
   */
  public void start(Installation installation, NodeSettings settings) {
    if (running()) {
      return;
    }
    if (!installation.complete()) {
      throw new Trouble(
          ExitCode.BUILD,
          "there is no built server in " + installation.wlp() + ".",
          "Build it: mvn -B package -DskipTests");
    }
    ports.requireFree();
    layOut(installation, settings);
    launch(installation, settings.variables(name, ports));
  }

  /**
   * Waits until the node answers its readiness check.
   *
   * @param progress hears how far it is
   * @throws Trouble when it ends before, or is not ready after {@code patience}; with the first
   *     error in its log
   */
  public void awaitReady(Duration patience, Progress progress) {
    long end = System.nanoTime() + patience.toNanos();
    String unwell = "";
    while (System.nanoTime() < end) {
      Optional<ProcessMark> mark = mark();
      if (mark.isEmpty()) {
        throw new Trouble(
            ExitCode.DEGRADED,
            name + " ended while it started: " + NodeLog.reason(folder) + ".",
            "See " + messages() + ".");
      }
      Health health = health("/health/ready");
      if (health.up()) {
        return;
      }
      if (NodeLog.hopeless(folder)) {
        throw new Trouble(
            ExitCode.DEGRADED,
            name + " cannot get ready: " + NodeLog.reason(folder) + ".",
            "See " + messages() + ".");
      }
      unwell = health.unwell();
      progress.now(unwell.isEmpty() ? "starting" : "waiting for " + unwell);
      Pause.of(Duration.ofMillis(200));
    }
    throw new Trouble(
        ExitCode.DEGRADED,
        name
            + " is not ready after "
            + patience.toSeconds()
            + " s"
            + (unwell.isEmpty() ? ": " + NodeLog.reason(folder) : " (" + unwell + ")")
            + ".",
        "See " + messages() + ".");
  }

  /** What the node says at /health, /health/ready or /health/live. */
  public Health health(String path) {
    return Health.ask(ports.address().resolve(path), Duration.ofSeconds(3));
  }

  /** Asks the node to end and waits; after {@code patience} it is killed. */
  public void stop(Duration patience) {
    mark()
        .ifPresent(
            mark -> {
              mark.ask();
              if (!mark.awaitEnd(patience)) {
                mark.kill();
                mark.awaitEnd(Duration.ofSeconds(10));
              }
            });
    Folders.delete(folder.resolve("process"));
  }

  /** Ends the node as a power failure would (SIGKILL). */
  public void kill() {
    mark()
        .ifPresent(
            mark -> {
              mark.kill();
              mark.awaitEnd(Duration.ofSeconds(10));
            });
  }

  public String name() {
    return name;
  }

  public NodePorts ports() {
    return ports;
  }

  public boolean running() {
    return mark().isPresent();
  }

  public OptionalLong pid() {
    return mark().map(m -> OptionalLong.of(m.pid())).orElse(OptionalLong.empty());
  }

  /** When the process began; empty when it does not run. */
  public Optional<Instant> since() {
    return mark().flatMap(ProcessMark::since);
  }

  /** Liberty's log. */
  public Path messages() {
    return folder.resolve("logs/messages.log");
  }

  /** What the process itself wrote, before and beside the log. */
  public Path console() {
    return folder.resolve("logs/console.log");
  }

  /** Stops the node and removes its folder. */
  public void delete() {
    stop(Duration.ofSeconds(10));
    Folders.delete(folder);
  }

  private Optional<ProcessMark> mark() {
    return ProcessMark.read(folder.resolve("process")).filter(ProcessMark::alive);
  }

  private void layOut(Installation installation, NodeSettings settings) {
    Path usr = folder.resolve("usr");
    Path server = usr.resolve("servers").resolve(SERVER);
    forgetOtherApplication(server.resolve("apps/sparkle.ear"), installation.ear());
    Folders.delete(usr);
    Folders.copy(installation.configuration().resolve("config"), server);
    Path environment =
        installation.configuration().resolve("environments").resolve(settings.environment());
    if (Files.isDirectory(environment)) {
      Folders.copy(environment, server);
    }
    Folders.make(folder.resolve("logs"));
    Folders.make(folder.resolve("output"));
    Folders.make(settings.keys());
    try {
      // copies: a build must not change what a running node reads
      Files.copy(
          installation.ear(),
          Folders.make(server.resolve("apps")).resolve("sparkle.ear"),
          StandardCopyOption.REPLACE_EXISTING);
      Files.copy(
          installation.jdbcDriver(),
          Folders.make(usr.resolve("shared/resources/jdbc"))
              .resolve(installation.jdbcDriver().getFileName()),
          StandardCopyOption.REPLACE_EXISTING);
      Files.deleteIfExists(messages());
    } catch (IOException e) {
      throw Trouble.withFile("cannot lay out " + folder, e);
    }
  }

  /**
   * Liberty remembers which annotations a module has by the module's time stamp, and all modules of
   * a repeatable build bear the same: what it remembers of another build must go.
   */
  private void forgetOtherApplication(Path before, Path now) {
    try {
      if (!Files.exists(before) || Files.mismatch(before, now) >= 0) {
        Folders.delete(folder.resolve("output").resolve(SERVER).resolve("workarea"));
      }
    } catch (IOException e) {
      throw Trouble.withFile("cannot compare " + before + " with " + now, e);
    }
  }

  private void launch(Installation installation, Map<String, String> variables) {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of("setsid", installation.server().toAbsolutePath().toString(), "run", SERVER))
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(console().toFile());
    Map<String, String> environment = builder.environment();
    environment
        .keySet()
        .removeIf(n -> n.startsWith("WLP_") || n.equals("PID_DIR") || n.equals("PID_FILE"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("WLP_USER_DIR", folder.resolve("usr").toString());
    environment.put("WLP_OUTPUT_DIR", folder.resolve("output").toString());
    environment.put("LOG_DIR", folder.resolve("logs").toString());
    environment.putAll(variables);
    try {
      Process process = builder.start();
      // setsid and the script replace themselves, so the pid stays the server's
      ProcessMark.of(process.pid())
          .orElseThrow(
              () ->
                  new Trouble(
                      ExitCode.DEGRADED, name + " ended at once.", "See " + console() + "."))
          .write(folder.resolve("process"));
    } catch (IOException e) {
      throw Trouble.withFile("cannot start " + installation.server(), e);
    }
  }
}
