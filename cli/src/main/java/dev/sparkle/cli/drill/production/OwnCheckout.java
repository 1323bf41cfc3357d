package dev.sparkle.cli.drill.production;

import dev.sparkle.cli.deploy.Practice;
import dev.sparkle.cli.drill.LowPorts;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Folders;
import dev.sparkle.cli.services.FrontTools;
import dev.sparkle.cli.services.Invocation;
import dev.sparkle.cli.services.MonitoringTools;
import dev.sparkle.cli.services.NodePorts;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Removal;
import dev.sparkle.cli.services.ServiceAccount;
import dev.sparkle.cli.services.Tools;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A folder in which {@code ./sparkle} works as in a checkout that a release was deployed to: what
 * was built last, with a database, settings and ports of its own. Commands are those that an
 * operator would call, each in a process of its own; where root calls the drill, they run as the
 * account that PostgreSQL is lent. It is gone afterwards, also after Ctrl-C.
 */
final class OwnCheckout implements AutoCloseable {

  /** Learners' interface: for Sparkle another than this machine's own, and still on no network. */
  static final String LEARNERS = "127.0.0.2";

  private static final Duration GOODBYE = Duration.ofMinutes(2);

  private final Path root;
  private final Path folder;
  private final Progress progress;
  private final ServiceAccount account;
  private final NodePorts ports = LowPorts.forProduction(LEARNERS);
  private final int front = LowPorts.free();
  private final int frontSecure = LowPorts.free();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private boolean lent;
  private volatile Process running;
  private volatile boolean closed;

  private OwnCheckout(Path root, Progress progress) {
    this.root = root;
    this.progress = progress;
    folder = root.resolve("cli/target/drill-" + ProcessHandle.current().pid());
    account = ServiceAccount.current();
    lent = account.lent().isPresent();
  }

  /**
   * Lays it out; nothing runs yet.
   *
   * @param root the checkout, whose last build and whose tools are used
   * @throws Trouble when nothing is built, or the machine lacks something
   */
  static OwnCheckout lay(Path root, Progress progress) throws IOException {
    OwnCheckout own = new OwnCheckout(root, progress);
    Runtime.getRuntime().addShutdownHook(new Thread(own::close));
    try {
      own.lay();
      return own;
    } catch (RuntimeException | IOException e) {
      own.close();
      throw e;
    }
  }

  private void lay() throws IOException {
    Path inside = Folders.make(folder.resolve(".sparkle"));
    Tools.provide(root, progress);
    FrontTools.provide(root, progress);
    MonitoringTools.provide(root, progress);
    // whose program lies in the checkout's tools would be taken for the checkout's own
    Path tools = root.resolve(".sparkle/tools").toRealPath();
    Path copy = account.lodge(inside.resolve("tools"));
    for (String part : List.of("tree", "provided.properties")) {
      Invocation.of("cp", "-a", tools.resolve(part).toString(), copy.toString())
          .runOrFail("the tools cannot be copied", "Is there room on the disk?");
    }
    for (String shared :
        List.of(
            "liberty-config",
            "monitoring",
            "docs",
            ".liberty",
            ".sparkle/front-tools",
            ".sparkle/monitoring-tools")) {
      Files.createSymbolicLink(folder.resolve(shared), root.resolve(shared));
    }
    try (Practice practice = new Practice(root, folder, ports, progress)) {
      practice.makeLive(practice.built());
    }
    chooseSettings();
    account.ownAll(folder);
    if (lent && run(GOODBYE, "--version").exit() != 0) {
      // it cannot read the checkout, so root runs it himself
      lent = false;
      Invocation.of("chown", "-hR", "0:0", folder.toString())
          .runOrFail("cannot take back " + folder, "Look at its file system.");
    }
  }

  private void chooseSettings() {
    settings.put("SPARKLE_HTTP_HOST", LEARNERS);
    settings.put("SPARKLE_HTTP_PORT", Integer.toString(ports.http()));
    settings.put("SPARKLE_HTTPS_PORT", Integer.toString(ports.https()));
    settings.put("SPARKLE_PUBLIC_URL", "https://" + LEARNERS + ":" + frontSecure);
    settings.put("SPARKLE_IDENTITY_GUESTS", "false");
    settings.put("SPARKLE_IDENTITY_REGISTRATION", "false");
    settings.put("SPARKLE_FRONT_HOST", LEARNERS);
    settings.put("SPARKLE_FRONT_PORT", Integer.toString(front));
    settings.put("SPARKLE_FRONT_HTTPS_PORT", Integer.toString(frontSecure));
    settings.put("SPARKLE_FRONT_CERTIFICATE", frontCertificate().toString());
    for (String each : List.of("PG", "REDIS", "PROMETHEUS", "ALERTMANAGER", "ZIPKIN")) {
      settings.put("SPARKLE_" + each + "_PORT", Integer.toString(LowPorts.free()));
    }
  }

  /** As whom it runs, if root lends it an account. */
  Optional<String> lentAccount() {
    return lent ? account.lent() : Optional.empty();
  }

  Home home() {
    return new Home(folder);
  }

  NodePorts ports() {
    return ports;
  }

  /** HAProxy's port with TLS. */
  int frontSecure() {
    return frontSecure;
  }

  /** Certificate and key as HAProxy reads them; whoever writes it must hand it over. */
  Path frontCertificate() {
    return folder.resolve("front.pem");
  }

  /** Gives what was written here to the account that runs the commands. */
  void handOver() {
    if (lent) {
      account.ownAll(folder);
    }
  }

  /**
   * Runs a command to its end.
   *
   * @throws Trouble when it takes longer than that
   */
  Told run(Duration most, String... words) throws IOException {
    if (closed) {
      throw new Trouble(ExitCode.INTERRUPTED, "it is being removed.", "Repeat it.");
    }
    return perform(most, words);
  }

  private Told perform(Duration most, String... words) throws IOException {
    progress.now("./sparkle " + String.join(" ", words));
    Path out = folder.resolve("command.out");
    Path err = folder.resolve("command.err");
    ProcessBuilder builder =
        new ProcessBuilder(command(words))
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SPARKLE_"));
    builder.environment().putAll(settings);
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    running = process;
    try {
      if (!process.waitFor(most.toSeconds(), TimeUnit.SECONDS)) {
        process.destroy();
        throw new Trouble(
            ExitCode.DEGRADED,
            "./sparkle "
                + String.join(" ", words)
                + " did not end in "
                + most.toMinutes()
                + " min.",
            "Is the machine very busy? Try it by hand.");
      }
      return new Told(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new Trouble(ExitCode.INTERRUPTED, "interrupted.", "Repeat it.", e);
    } finally {
      running = null;
    }
  }

  private List<String> command(String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-Dfile.encoding=UTF-8", "-Dsparkle.root=" + folder));
    command.add("-Dsparkle.mvn=" + System.getProperty("sparkle.mvn", "mvn"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.sparkle.cli.Sparkle");
    command.addAll(List.of(words));
    return lent ? account.command(command) : command;
  }

  /** Stops everything and removes it; a second time does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    Process unfinished = running;
    if (unfinished != null) {
      unfinished.destroy();
    }
    progress.now("removing the drill's installation");
    if (Files.exists(home().folder().resolve("tools"))) {
      for (String part : List.of("monitoring down", "front down", "down --purge --yes")) {
        try {
          perform(GOODBYE, part.split(" "));
        } catch (IOException | Trouble leftRunning) {
          progress.now("./sparkle " + part + ": " + leftRunning.getMessage());
        }
      }
    }
    Removal.of(folder);
  }
}
