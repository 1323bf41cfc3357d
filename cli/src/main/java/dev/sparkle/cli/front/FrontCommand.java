package dev.sparkle.cli.front;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.JsonFile;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.lifecycle.Told;
import dev.sparkle.cli.lifecycle.Underway;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.terminal.StepBoard;
import dev.sparkle.cli.terminal.Terminal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle front}: HAProxy before the nodes. */
@Command(
    name = "front",
    mixinStandardHelpOptions = true,
    description = {
      "HAProxy before the nodes that ./sparkle up started: the one address that learners need, and"
          + " that stays while versions come and go (./sparkle deploy)."
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nSettings:%n",
    footer = {
      "  SPARKLE_FRONT_PORT=8000                    where learners come in",
      "  SPARKLE_FRONT_HOST=127.0.0.1               0.0.0.0 for all interfaces",
      "  SPARKLE_FRONT_CERTIFICATE=FILE             certificate, chain and key in one file: TLS; empty: none",
      "  SPARKLE_FRONT_HTTPS_PORT=8400              its port; the other one then only leads here",
      "What is not set stays as it was at the last start."
    })
public final class FrontCommand implements Runnable {

  private static final int EVEN = 100;

  @Spec private CommandLine.Model.CommandSpec spec;

  /** Without a command: what there is. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /**
   * The nodes that serve learners, as HAProxy gets those that it does not know: each with the same
   * share, and with none while a deployment gives everything to others.
   */
  public static List<FrontServer> serving(Home home) {
    Optional<Underway> underway = Underway.read(home);
    return NodeRecord.all(home).stream()
        .filter(NodeRecord::serves)
        .map(
            node ->
                FrontServer.of(
                    node, underway.map(each -> each.aside(node.name())).orElse(false) ? 0 : EVEN))
        .toList();
  }

  @Command(
      name = "up",
      mixinStandardHelpOptions = true,
      description =
          "Starts it; from then on ./sparkle up and the supervisor keep it up. Safe to repeat: it"
              + " takes in nodes that were added and a renewed certificate, and leaves shares alone.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:it runs",
        "2:wrong setting; in production also an open interface without a certificate",
        "3:Sparkle does not run",
        "4:the machine lacks the package",
        "5:the port is taken",
        "7:it did not start"
      })
  int up() {
    Home home = Home.here();
    Front front = Front.of(home);
    KeptFront kept = new KeptFront(home);
    Terminal terminal = Terminal.standard();
    try (StepBoard board = new StepBoard(terminal)) {
      Told.step(
          board,
          "HAProxy",
          step -> {
            boolean fresh = kept.start(System.getenv(), step);
            boolean renewed = !fresh && front.renewCertificate();
            step.done(
                fresh ? "ready" : "runs",
                front.servers().size()
                    + " nodes"
                    + (renewed ? ", certificate read anew from its file" : ""));
          });
    }
    terminal.out().println("  Learners come in at   " + front.address());
    if (kept.differsFrom(System.getenv())) {
      terminal
          .out()
          .println(
              "  ! It runs with its earlier settings; for those of SPARKLE_FRONT_… (this cuts"
                  + " connections): ./sparkle front down && ./sparkle front up");
    }
    return ExitCode.OK;
  }

  @Command(
      name = "down",
      mixinStandardHelpOptions = true,
      description =
          "Stops it, and nobody starts it again; the nodes go on, at their own ports. What it was"
              + " told is kept for the next front up.")
  int down() {
    boolean ran = Front.of(Home.here()).stop();
    spec.commandLine().getOut().println(ran ? "HAProxy is down." : "HAProxy is not running.");
    return ExitCode.OK;
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "The nodes as it sees them.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:it runs", "3:it does not"})
  int status(@Option(names = "--json", description = "as JSON") boolean json) {
    Front front = Front.of(Home.here());
    if (front.running().isEmpty()) {
      spec.commandLine().getOut().println("HAProxy is not running. Start it: ./sparkle front up");
      return ExitCode.NOT_RUNNING;
    }
    Map<String, FrontCounts> counts = front.counts();
    if (json) {
      spec.commandLine().getOut().println(JsonFile.text(counts));
      return ExitCode.OK;
    }
    spec.commandLine().getOut().println("Learners come in at " + front.address());
    counts.forEach(
        (node, of) ->
            spec.commandLine()
                .getOut()
                .printf(
                    "%-10s %-8s weight %3d   %6d open   %8d requests   %d errors%n",
                    node, of.status(), of.weight(), of.current(), of.requests(), of.errors()));
    return ExitCode.OK;
  }
}
