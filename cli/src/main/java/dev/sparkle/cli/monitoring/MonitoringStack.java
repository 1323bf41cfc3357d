package dev.sparkle.cli.monitoring;

import dev.sparkle.cli.services.MonitoringTools;
import dev.sparkle.cli.services.Progress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Prometheus, Alertmanager and Zipkin for one installation: own processes in a folder of their own,
 * on 127.0.0.1 alone. Nothing of the machine's own is installed, started or touched.
 */
public final class MonitoringStack {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LOOPBACK = "127.0.0.1:";

  private final Path folder;
  private final StackPorts ports;
  private final StackFiles files;

  /**
   * A stack, running or not.
   *
   * @param sources the checkout's monitoring folder
   * @param folder for all its files
   */
  public MonitoringStack(Path sources, Path folder, StackPorts ports) {
    this.folder = folder.toAbsolutePath();
    this.ports = ports;
    this.files = new StackFiles(sources, this.folder);
  }

  Daemon prometheus() {
    return new Daemon("prometheus", folder, ports.prometheus(), StackPorts.PROMETHEUS, "/-/ready");
  }

  Daemon alertmanager() {
    return new Daemon(
        "alertmanager", folder, ports.alertmanager(), StackPorts.ALERTMANAGER, "/-/ready");
  }

  Daemon zipkin() {
    return new Daemon("zipkin", folder, ports.zipkin(), StackPorts.ZIPKIN, "/health");
  }

  List<Daemon> all() {
    return List.of(prometheus(), alertmanager(), zipkin());
  }

  /** Ports of 127.0.0.1 on which those listen that run, by name. */
  public Map<String, Integer> listens() {
    Map<String, Integer> ports = new TreeMap<>();
    all().forEach(each -> each.listens().ifPresent(port -> ports.put(each.name(), port)));
    return ports;
  }

  /** Whether somebody looks after alerts: Prometheus runs. */
  public boolean alerts() {
    return prometheus().running().isPresent();
  }

  /** Where Prometheus answers. */
  public URI prometheusAddress() {
    return prometheus().address();
  }

  /** Where Zipkin answers. */
  public URI zipkinAddress() {
    return zipkin().address();
  }

  /** Where Alertmanager answers. */
  public URI alertmanagerAddress() {
    return alertmanager().address();
  }

  /** Writes the configuration; running servers take it over. */
  public void configure(StackSettings settings, List<Target> targets) {
    files.layOut(ports, settings, targets);
    List.of(prometheus(), alertmanager()).stream()
        .filter(daemon -> daemon.running().isPresent())
        .forEach(Daemon::reload);
  }

  /** Who is told of alerts; empty: nobody. */
  Optional<String> webhook() {
    return files.webhook();
  }

  /** Writes who is scraped. */
  public void watch(List<Target> targets) {
    files.targets(targets);
  }

  /**
   * Starts Alertmanager and Prometheus unless they run.
   *
   * @return how many were started
   * @throws dev.sparkle.cli.services.Trouble when one does not get ready
   */
  public int startAlerting(MonitoringTools tools) {
    int started = startAlertmanager(tools) ? 1 : 0;
    started +=
        prometheus()
                .start(
                    List.of(
                        tools.prometheus().toString(),
                        "--config.file=" + files.prometheus(),
                        "--storage.tsdb.path=" + folder.resolve("prometheus-data"),
                        "--storage.tsdb.retention.time=30d",
                        "--web.listen-address=" + LOOPBACK + ports.prometheus(),
                        // the first alerts come before it has found Alertmanager, and are lost
                        "--rules.alert.resend-delay=10s",
                        "--web.enable-lifecycle"),
                    PATIENCE)
            ? 1
            : 0;
    return started;
  }

  /** Starts Alertmanager alone unless it runs. */
  boolean startAlertmanager(MonitoringTools tools) {
    tools.serve(folder);
    return alertmanager()
        .start(
            List.of(
                tools.alertmanager().toString(),
                "--config.file=" + files.alertmanager(),
                "--storage.path=" + folder.resolve("alertmanager-data"),
                "--web.listen-address=" + LOOPBACK + ports.alertmanager(),
                "--cluster.listen-address="),
            PATIENCE);
  }

  /** Starts Zipkin unless it runs; its traces are in memory alone. */
  public boolean startTraces(MonitoringTools tools, Progress progress) {
    return zipkin()
        .start(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                "-jar",
                tools.zipkin(progress).toString(),
                "--armeria.ports[0].ip=127.0.0.1",
                "--armeria.ports[0].port=" + ports.zipkin(),
                "--armeria.ports[0].protocols[0]=http"),
            PATIENCE);
  }

  /** Ends all; how many ran. */
  public int stop() {
    return (int) all().stream().filter(Daemon::stop).count();
  }
}
