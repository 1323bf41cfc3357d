package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.front.KeptFront;
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
    StatusReport report = report(Home.here());
    PrintStream out = Terminal.standard().out();
    if (json) {
      out.println(JsonFile.text(report));
    } else {
      print(report, out);
    }
    return report.exitCode();
  }

  private static StatusReport report(Home home) {
    return StatusReport.of(home, new KeptFront(home));
  }

  static void print(StatusReport report, PrintStream out) {
    if (report.state().equals("stopped")) {
      out.println("Sparkle is not running. Start it with: ./sparkle up");
      return;
    }
    report
        .nodes()
        .forEach(
            n ->
                line(
                    out,
                    n.name(),
                    state(n),
                    n.since() == null ? "" : lasts(n.since()),
                    details(n)));
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
    supervisor(out, report);
    service(out, "PostgreSQL", report.postgresql(), migrations);
    service(out, "Redis", report.redis(), "");
    front(out, report.front());
    archive(out, report.archive());
    report.model().ifPresent(model -> line(out, "Model", model, "", ""));
  }

  private static void supervisor(PrintStream out, StatusReport report) {
    StatusReport.Supervision supervisor = report.supervisor();
    if (supervisor == null || report.nodes().isEmpty()) {
      return;
    }
    if (supervisor.up()) {
      line(
          out,
          "Supervisor",
          "up",
          supervisor.since() == null ? "" : lasts(supervisor.since()),
          Figures.counted(supervisor.restarts(), "restart", "restarts"));
    } else {
      line(
          out,
          "Supervisor",
          "DOWN",
          "",
          "a node that dies stays dead; start it with: ./sparkle up");
    }
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

  private static void front(PrintStream out, StatusReport.Front front) {
    if (front == null) {
      return;
    }
    String since = front.since() == null ? "" : lasts(front.since());
    if (front.state().equals("down")) {
      line(out, "HAProxy", "DOWN", "", front.reason() + " " + downFront(front.supervision()));
      return;
    }
    String ends =
        front.certificateDays() == null
            ? ""
            : "certificate ends in " + front.certificateDays() + " days";
    String remedy = "./sparkle cert use --chain FILE --key FILE";
    line(
        out,
        "HAProxy",
        front.up() ? "up" : "DEGRADED",
        since,
        front.up()
            ? front.address()
                + (front.endsSoon()
                    ? "   ! " + ends + "; renew it: " + remedy
                    : ends.isEmpty() ? "" : "   " + ends)
            : front.address() + "   " + front.reason() + " Give it one: " + remedy);
  }

  private static String downFront(SupervisionRecord.Entry entry) {
    String state = entry == null ? "" : entry.state();
    String why = entry == null || entry.reason() == null ? "" : " (" + entry.reason() + ")";
    return switch (state) {
      case "waiting" -> "It died" + why + "; the supervisor starts it again.";
      case "given-up" ->
          "It is given up after "
              + Figures.counted(entry.restarts(), "restart", "restarts")
              + why
              + ". When that is mended: ./sparkle front up";
      default -> "Start it with: ./sparkle front up";
    };
  }

  private static void archive(PrintStream out, StatusReport.Archive archive) {
    if (archive != null) {
      line(
          out,
          "Archive",
          archive.up() ? "up" : "DEGRADED",
          "",
          archive.up() ? archive.folder() : archive.reason());
    }
  }

  private static void line(
      PrintStream out, String part, String state, String figure, String details) {
    out.println(String.format("%-11s %-9s %-7s %s", part, state, figure, details).stripTrailing());
  }

  private static String state(StatusReport.Node node) {
    return node.state().equals("ready") ? "ready" : node.state().toUpperCase(Locale.ROOT);
  }

  private static String lasts(String since) {
    return Figures.lasts(Duration.between(Instant.parse(since), Instant.now()));
  }

  private static String details(StatusReport.Node node) {
    String about = String.format("%-12s %s", String.join(", ", node.roles()), node.address());
    String unwell =
        node.checks().stream()
            .filter(c -> !c.up())
            .map(StatusCommand::check)
            .collect(Collectors.joining("   "));
    return switch (node.state()) {
      case "dead" -> about + "   " + dead(node);
      case "silent" ->
          about
              + "   runs as process "
              + node.pid()
              + " and does not answer; see ./sparkle logs --node "
              + node.name();
      default -> about + (unwell.isEmpty() ? "" : "   " + unwell) + restarts(node.supervision());
    };
  }

  private static String restarts(SupervisionRecord.Entry entry) {
    return entry == null || entry.restarts() == 0
        ? ""
        : "   "
            + Figures.counted(entry.restarts(), "restart", "restarts")
            + ", the last "
            + lasts(entry.restartedAt())
            + " ago";
  }

  private static String dead(StatusReport.Node node) {
    SupervisionRecord.Entry entry = node.supervision();
    String state = entry == null ? "" : entry.state();
    return switch (state) {
      case "waiting" ->
          "died "
              + lasts(entry.diedAt())
              + " ago ("
              + entry.reason()
              + "); is started again in "
              + Math.max(
                  0, Duration.between(Instant.now(), Instant.parse(entry.nextAt())).toSeconds())
              + " s";
      case "given-up" ->
          "given up after "
              + Figures.counted(entry.restarts(), "restart", "restarts")
              + " ("
              + entry.reason()
              + "); see ./sparkle logs --node "
              + node.name()
              + ", then: ./sparkle up";
      case "stopped" -> "was stopped on purpose; start it again with: ./sparkle up";
      default -> "start it again with: ./sparkle up";
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
