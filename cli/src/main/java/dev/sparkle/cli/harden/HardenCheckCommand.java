package dev.sparkle.cli.harden;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.front.Front;
import dev.sparkle.cli.lifecycle.DataPorts;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.monitoring.MonitoringCommand;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.LibertyNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle harden check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Tries a running server by real connections: versions and ciphers of TLS, headers, cookies,",
      "banners, methods, sizes, slow clients, paths that must not be there, rates; and on its own",
      "machine the rights of files, its user, debug ports, and every port that is listened on.",
      "It takes about a minute, makes no accounts, and measures by the rules of production.%n"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing failed",
      "1:something failed; the line says what to do",
      "2:wrong usage",
      "3:no node runs here, and no --url was given"
    })
public final class HardenCheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "a server elsewhere, as learners reach it: https://host (only by connections)")
  private URI url;

  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "a node of this installation (default: all that run)")
  private String node;

  @Option(names = "--json", description = "as a JSON object")
  private boolean json;

  /**
   * What {@code --json} tells.
   *
   * @param server a node or an address
   */
  private record Line(
      String server, String area, String check, String verdict, String seen, String todo) {}

  /** All of it. */
  private record Report(int passed, int warned, int failed, int skipped, List<Line> lines) {}

  @Override
  public Integer call() throws IOException {
    Home home = Home.here();
    Map<String, Scene> scenes = new LinkedHashMap<>();
    if (url != null) {
      if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
        spec.commandLine().getErr().println("An address looks like https://sparkle.example.org.");
        return ExitCode.USAGE;
      }
      scenes.put(url.toString(), new Scene(url, Optional.empty()));
    } else {
      for (NodeRecord record : NodeRecord.all(home)) {
        if (node == null || node.equals(record.name())) {
          scene(home, record).ifPresent(scene -> scenes.put(record.name(), scene));
        }
      }
    }
    if (scenes.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println("No node runs here" + (node == null ? "." : " of the name " + node + "."));
      return ExitCode.NOT_RUNNING;
    }
    Examination examination = Examination.complete(declared(home));
    List<Line> lines = new ArrayList<>();
    PrintWriter out = spec.commandLine().getOut();
    scenes.forEach(
        (name, scene) -> {
          List<Finding> findings = examination.of(scene);
          if (!json) {
            print(out, name, scene, findings);
          }
          findings.forEach(
              one ->
                  lines.add(
                      new Line(
                          name,
                          one.area(),
                          one.check(),
                          one.verdict().name().toLowerCase(Locale.ROOT),
                          one.seen(),
                          one.todo())));
        });
    Report report =
        new Report(
            count(lines, "pass"),
            count(lines, "warn"),
            count(lines, "fail"),
            count(lines, "skipped"),
            lines);
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(report));
    } else {
      out.printf(
          "%d passed, %d warnings, %d failed, %d not tried%n",
          report.passed(), report.warned(), report.failed(), report.skipped());
    }
    out.flush();
    return report.failed() == 0 ? ExitCode.OK : ExitCode.DEGRADED;
  }

  private static int count(List<Line> lines, String verdict) {
    return (int) lines.stream().filter(line -> line.verdict().equals(verdict)).count();
  }

  private static Optional<Scene> scene(Home home, NodeRecord record) {
    LibertyNode node = record.node(home);
    if (!node.running()) {
      return Optional.empty();
    }
    return Optional.of(
        new Scene(
            record.ports().secureAddress(),
            Optional.of(
                new Scene.Local(
                    node,
                    node.pid().orElseThrow(),
                    home.folder(),
                    record.environment(),
                    node.environment().orElse(Map.of())))));
  }

  /** Of everything that {@code up}, {@code front up} and {@code monitoring up} start here. */
  static List<Declared> declared(Home home) throws IOException {
    List<Declared> all = new ArrayList<>();
    for (NodeRecord record : NodeRecord.all(home)) {
      all.addAll(
          ListenerProbe.of(
              record.name(), record.ports(), record.environment().equals("production")));
    }
    Front.of(home).listens().ifPresent(front -> all.addAll(ListenerProbe.of(front)));
    MonitoringCommand.stack(home)
        .listens()
        .forEach((what, port) -> all.add(Declared.of("127.0.0.1", port, what)));
    DataPorts.of(home).forEach((what, port) -> all.add(Declared.of("127.0.0.1", port, what)));
    all.addAll(Declared.in(home.folder().resolve("listeners")));
    return all;
  }

  private static void print(PrintWriter out, String name, Scene scene, List<Finding> findings) {
    out.println(name + "   " + scene.outside());
    String area = "";
    for (Finding one : findings) {
      String mark =
          switch (one.verdict()) {
            case PASS -> "✓";
            case WARN -> "!";
            case FAIL -> "✗";
            case SKIPPED -> "·";
          };
      out.printf(
          "  %-12s %s %-44s %s%n",
          one.area().equals(area) ? "" : one.area(), mark, one.check(), one.seen());
      if (!one.todo().isEmpty()) {
        out.printf("  %-12s   → %s%n", "", one.todo());
      }
      area = one.area();
    }
    out.println();
    out.flush();
  }
}
