package dev.sparkle.cli.services;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A node: one Liberty process with its own configuration, output and log folders, and ports.
 *
 * <p>The folder holds {@code usr} (made anew at each start), {@code output}, {@code logs} and the
 * mark of the process. The process outlives the program that started it.
 */
public final class LibertyNode {

  private static final String SERVER = "sparkle";

  /** Variables that bin/server sets for the JVM it becomes. */
  private static final Set<String> OF_THE_SCRIPT =
      Set.of("IBM_JAVA_OPTIONS", "OPENJ9_JAVA_OPTIONS", "INVOKED", "OLDPWD", "PWD", "SHLVL", "_");

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
    start(installation, settings, System.getenv());
  }

  /** As {@link #start(Installation, NodeSettings)}, with another environment than the caller's. */
  public void start(Installation installation, NodeSettings settings, Map<String, String> given) {
    if (running()) {
      return;
    }
    requireComplete(installation);
    ports.requireFree();
    if (settings.isProduction()) {
      ports.requireManagementFree();
    }
    layOut(installation, settings);
    Map<String, String> environment = new HashMap<>(given);
    environment.putAll(settings.variables(name, ports));
    launch(installation, environment);
  }

  /**
   * Starts the process again as it was laid out, with the configuration and the application that it
   * had, whatever was built since. Does nothing when it runs.
   *
   * @param environment of the process, all of it: see {@link #environment}
   * @throws Trouble when a port is taken, or the node was never laid out
   */
  public void startAgain(Installation installation, Map<String, String> environment) {
    if (running()) {
      return;
    }
    if (!Files.isDirectory(folder.resolve("usr/servers").resolve(SERVER))
        || !Files.isExecutable(installation.server())) {
      throw new Trouble(
          ExitCode.BUILD,
          name + " has no configuration any more, or there is no server.",
          "Start it with: ./sparkle up");
    }
    ports.requireFree();
    keepLastWords();
    launch(installation, environment);
  }

  private void keepLastWords() {
    try {
      if (Files.exists(console())) {
        Folders.move(console(), console().resolveSibling("console.before.log"));
      }
    } catch (IOException e) {
      throw Trouble.withFile("cannot keep " + console(), e);
    }
  }

  /**
   * What the running process was given, without what Liberty's script added; empty when it does not
   * run, or the system does not tell.
   */
  public Optional<Map<String, String>> environment() {
    return mark().flatMap(ProcessMark::environment).map(LibertyNode::withoutTheScripts);
  }

  private static Map<String, String> withoutTheScripts(Map<String, String> environment) {
    Map<String, String> given = new HashMap<>(environment);
    given.keySet().removeIf(n -> n.startsWith("X_") || OF_THE_SCRIPT.contains(n));
    return given;
  }

  /**
   * Whether the node was asked to end, by {@link #stop} or as its log says, and did not just die.
   * The log alone does not tell: in the first moments after its start Liberty ends on SIGTERM
   * without a word.
   */
  public boolean wasStopped() {
    return Files.exists(stopping()) || NodeLog.saidGoodbye(folder);
  }

  /** Exists from when the node is asked to end until it is started again. */
  private Path stopping() {
    return folder.resolve("stopping");
  }

  /** A few words: of what it died, as far as its logs tell. */
  public String causeOfDeath() {
    return NodeLog.causeOfDeath(folder);
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

  /**
   * Asks the node to end and waits; after {@code patience} it is killed.
   *
   * @return whether it ended by itself, or did not run
   */
  public boolean stop(Duration patience) {
    boolean ended = mark().map(mark -> stop(mark, patience)).orElse(true);
    Folders.delete(folder.resolve("process"));
    return ended;
  }

  private boolean stop(ProcessMark mark, Duration patience) {
    Folders.write(stopping(), mark.pid() + "\n");
    mark.ask();
    if (mark.awaitEnd(patience)) {
      return true;
    }
    mark.kill();
    mark.awaitEnd(Duration.ofSeconds(10));
    return false;
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
    Path adminCenter = installation.configuration().resolve("options/admin-center");
    // a release that was made of a running node has in its configuration what that node had
    if (settings.hasAdminCenter() && Files.isDirectory(adminCenter)) {
      Folders.copy(adminCenter, server);
    }
    Folders.make(folder.resolve("logs"));
    Folders.make(folder.resolve("output"));
    Folders.permit(Folders.make(settings.keys()), "rwx------");
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
      setLogAside();
    } catch (IOException e) {
      throw Trouble.withFile("cannot lay out " + folder, e);
    }
    TlsStore.of(settings.keys()).copyTo(keyStore());
    if (settings.isProduction()) {
      Folders.permitAll(usr, "r-x------", "r--------");
    }
  }

  /** The key store that the node reads its certificate from, and makes when there is none. */
  public Path keyStore() {
    return folder.resolve("output").resolve(SERVER).resolve("resources/security/key.p12");
  }

  /** The configuration and the application, as laid out for the process. */
  public Path configuration() {
    return folder.resolve("usr");
  }

  public Path folder() {
    return folder;
  }

  /**
   * As Liberty does it, which then also deletes the oldest; but before anybody reads the new one.
   */
  private void setLogAside() throws IOException {
    if (Files.exists(messages())) {
      String when =
          DateTimeFormatter.ofPattern("yy.MM.dd_HH.mm.ss")
              .withZone(ZoneOffset.UTC)
              .format(Files.getLastModifiedTime(messages()).toInstant());
      Folders.move(messages(), messages().resolveSibling("messages_" + when + ".0.log"));
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

  private static boolean isOfAnotherServer(String variable) {
    return variable.startsWith("WLP_") || variable.equals("PID_DIR") || variable.equals("PID_FILE");
  }

  /** Where the process finds its Java and its folders. */
  private Map<String, String> folders() {
    return Map.of(
        "JAVA_HOME",
        System.getProperty("java.home"),
        "WLP_USER_DIR",
        folder.resolve("usr").toString(),
        "WLP_OUTPUT_DIR",
        folder.resolve("output").toString(),
        "LOG_DIR",
        folder.resolve("logs").toString());
  }

  /**
   * Lays the configuration out, and leaves the start to a program that wants to be the process's
   * parent: {@code bin/server run sparkle} with these variables beside its own.
   *
   * @throws Trouble when the installation is incomplete
   */
  public Map<String, String> prepare(Installation installation, NodeSettings settings) {
    requireComplete(installation);
    layOut(installation, settings);
    Map<String, String> variables = new HashMap<>(settings.variables(name, ports));
    variables.putAll(folders());
    return variables;
  }

  private static void requireComplete(Installation installation) {
    if (!installation.complete()) {
      throw new Trouble(
          ExitCode.BUILD,
          "there is no built server in " + installation.wlp() + ".",
          "Build it: mvn -B package -DskipTests");
    }
  }

  private void launch(Installation installation, Map<String, String> given) {
    Folders.delete(stopping());
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of("setsid", installation.server().toAbsolutePath().toString(), "run", SERVER))
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(console().toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(given);
    environment.keySet().removeIf(LibertyNode::isOfAnotherServer);
    environment.putAll(folders());
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
