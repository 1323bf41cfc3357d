package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.Health;
import dev.sparkle.cli.terminal.Figures;
import dev.sparkle.cli.terminal.Terminal;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sparkle status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Tells how every part of Sparkle is.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all is well", "1:a part is missing or unwell", "3:Sparkle does not run"})
public final class StatusCommand implements Callable<Integer> {

  @Option(names = "--json", description = "as JSON")
  private boolean json;

  @Override
  public Integer call() {
    StatusReport report = StatusReport.of(Home.here());
    PrintStream out = Terminal.standard().out();
    if (json) {
      out.println(JsonFile.text(report));
    } else {
      print(report, out);
    }
    return report.exitCode();
  }

  static void print(StatusReport report, PrintStream out) {
    if (report.state().equals("stopped")) {
      out.println("Sparkle is not running. Start it with: ./sparkle up");
      return;
    }
    report
        .nodes()
        .forEach(n -> line(out, n.name(), state(n), n.since() == null ? "" : lasts(n), details(n)));
    if (report.nodes().isEmpty()) {
      line(out, "nodes", "NONE", "", "start them with: ./sparkle up");
    }
    String migrations =
        report.migrations() == null
            ? ""
            : report.migrations().applied()
                + " migrations, "
                + (report.migrations().pending() == 0 ? "none" : report.migrations().pending())
                + " pending";
    service(out, "PostgreSQL", report.postgresql(), migrations);
    service(out, "Redis", report.redis(), "");
    report.model().ifPresent(model -> line(out, "Model", model, "", ""));
  }

  private static void service(
      PrintStream out, String name, StatusReport.Service service, String more) {
    if (service.up()) {
      line(
          out,
          name,
          "up",
          Figures.answered(Duration.ofNanos(service.answerMicros() * 1000)),
          service.address() + (more.isEmpty() ? "" : "   " + more));
    } else {
      line(
          out,
          name,
          "DOWN",
          "",
          service.reason() + (service.own() ? " Start it with: ./sparkle up" : ""));
    }
  }

  private static void line(
      PrintStream out, String part, String state, String figure, String details) {
    out.println(String.format("%-11s %-9s %-7s %s", part, state, figure, details).stripTrailing());
  }

  private static String state(StatusReport.Node node) {
    return node.state().equals("ready") ? "ready" : node.state().toUpperCase(Locale.ROOT);
  }

  private static String lasts(StatusReport.Node node) {
    return Figures.lasts(Duration.between(Instant.parse(node.since()), Instant.now()));
  }

  private static String details(StatusReport.Node node) {
    String unwell =
        node.checks().stream()
            .filter(c -> !c.up())
            .map(StatusCommand::check)
            .collect(Collectors.joining("   "));
    return switch (node.state()) {
      case "dead" -> node.address() + "   start it again with: ./sparkle up";
      case "silent" ->
          node.address()
              + "   runs as process "
              + node.pid()
              + " and does not answer; see ./sparkle logs --node "
              + node.name();
      default -> node.address() + (unwell.isEmpty() ? "" : "   " + unwell);
    };
  }

  private static String check(Health.Check check) {
    String data =
        check.data().entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
    return check.name() + " is down" + (data.isEmpty() ? "" : " (" + data + ")");
  }
}
