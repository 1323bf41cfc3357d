package dev.sparkle.cli.drill.production;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.bench.NewWords;
import dev.sparkle.cli.drill.DrillJson;
import dev.sparkle.cli.drill.DrillReport;
import dev.sparkle.cli.drill.DrillReport.Expectation;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle drill production}. */
@Command(
    name = "production",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "An installation of its own in production: is its configuration safe, are its doors closed?",
      "It is started as docs/deployment.md says, with guests and registration off and a certificate"
          + " of its own; then config --strict, harden check, each door, an exchange of the"
          + " certificate, and harden check again behind HAProxy and with the monitoring. Where"
          + " root calls it, it runs as the account that PostgreSQL is lent."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all was as expected; what is left to people is told",
      "1:something was not",
      "2:wrong usage",
      "4:the machine lacks something; it needs Linux, HAProxy and Prometheus",
      "6:nothing is built"
    })
public final class ProductionDrillCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--config-only", description = "Only what config says of it")
  private boolean configOnly;

  @Option(names = "--json", description = "One JSON object instead of the text")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (!Files.exists(Path.of("/proc/net/tcp"))) {
      throw new Trouble(
          ExitCode.MACHINE,
          "the drill production needs Linux: it looks into /proc, and calls 127.0.0.2.",
          "Run it on the server's kind of machine.");
    }
    Progress progress = new NewWords(spec.commandLine().getErr());
    long began = System.nanoTime();
    try (OwnCheckout own = OwnCheckout.lay(Home.here().root(), progress)) {
      ProductionPlay play = new ProductionPlay(own, progress);
      if (play.start()) {
        play.configuration();
        if (!configOnly) {
          play.doors();
        }
      }
      double seconds = Math.round((System.nanoTime() - began) / 1e8) / 10.0;
      DrillReport report = report(play, seconds);
      print(report, play.forPeople());
      return report.ok() ? ExitCode.OK : ExitCode.DEGRADED;
    }
  }

  private static DrillReport report(ProductionPlay play, double seconds) {
    boolean ok = play.expected().stream().allMatch(Expectation::ok);
    return new DrillReport(
        "production",
        null,
        ok,
        play.expected(),
        Map.of(),
        play.counts(),
        List.of(),
        0,
        Map.of(),
        seconds);
  }

  private void print(DrillReport report, List<String> forPeople) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode told = DrillJson.MAPPER.valueToTree(report);
      forPeople.forEach(told.putArray("forPeople")::add);
      out.println(DrillJson.text(told));
    } else {
      for (Expectation each : report.expected()) {
        out.printf("  %s %s%n      %s%n", each.ok() ? "✓" : "✗", each.words(), each.seen());
      }
      forPeople.forEach(each -> out.println("  · a person must confirm: " + each));
      report.counts().forEach((what, number) -> out.println("    " + number + " " + what));
      out.printf(Locale.ROOT, "%s  %.0f s%n", report.ok() ? "PASS" : "FAIL", report.seconds());
    }
    out.flush();
  }
}
