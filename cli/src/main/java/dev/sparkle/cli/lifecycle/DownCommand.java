package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.front.KeptFront;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Removal;
import dev.sparkle.cli.services.Tools;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.services.WorkLock;
import dev.sparkle.cli.terminal.StepBoard;
import dev.sparkle.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sparkle down}. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = {"Stops what ./sparkle up started, and nothing else. Data is kept."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing of Sparkle (or, with --node, of that node) runs any more",
      "1:something could not be stopped or removed",
      "2:there is no such node",
      "5:an up or down is at work"
    })
public final class DownCommand implements Callable<Integer> {

  /** Running answers may end, tasks are handed back. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  @Option(
      names = "--purge",
      description = "also removes all data and nodes; keeps the tools and the server installation")
  private boolean purge;

  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "only this node, such as node-2; the supervisor leaves it alone")
  private String node;

  @Option(names = "--yes", description = "with --purge: does not ask")
  private boolean yes;

  @Override
  public Integer call() throws IOException {
    Home home = Home.here();
    Terminal terminal = Terminal.standard();
    if (purge && node != null) {
      throw new Trouble(
          ExitCode.USAGE, "--purge removes everything.", "Leave out --node or --purge.");
    }
    if (purge && !yes && terminal.live() && !confirmed(home, terminal)) {
      terminal.out().println("Nothing was done.");
      return ExitCode.OK;
    }
    if (!Files.isDirectory(home.folder())) {
      terminal.out().println("Sparkle is not running. Nothing to do.");
      return ExitCode.OK;
    }
    try (WorkLock held = Turn.take(home, "End it with Ctrl-C, or wait.")) {
      held.hold();
      if (node != null) {
        return stopOne(home, terminal);
      }
      int stopped = stop(home, terminal);
      terminal
          .out()
          .println(
              stopped == 0
                  ? "Sparkle is not running." + (purge ? "" : " Nothing to do.")
                  : "Sparkle is down." + (purge ? "" : " Its data is kept."));
      if (new KeptFront(home).running().isPresent()) {
        terminal
            .out()
            .println(
                "HAProxy goes on and answers 503 until nodes are there again; to stop it:"
                    + " ./sparkle front down");
      }
      if (purge) {
        purge(home, terminal);
      }
    }
    return ExitCode.OK;
  }

  /** One node on purpose; the supervisor watches the others. */
  private int stopOne(Home home, Terminal terminal) {
    NodeRecord record =
        NodeRecord.read(home, node)
            .orElseThrow(
                () ->
                    new Trouble(
                        ExitCode.USAGE,
                        "there is no node " + node + ".",
                        "The nodes: ./sparkle status"));
    try (StepBoard board = new StepBoard(terminal)) {
      Told.step(
          board,
          node,
          step -> {
            record.node(home).stop(GRACE);
            NodeRecord.forget(home, node);
            step.done("stopped", "");
          });
    }
    terminal.out().println("The others go on. Start it again with ./sparkle up, as before.");
    return ExitCode.OK;
  }

  private static int stop(Home home, Terminal terminal) {
    new SupervisorProcess(home).stop();
    SupervisionRecord.forget(home);
    List<NodeRecord> nodes =
        home.nodeNames().stream().flatMap(n -> NodeRecord.read(home, n).stream()).toList();
    Optional<DataServices> data = DataServices.recorded(home);
    int[] stopped = {0};
    try (StepBoard board = new StepBoard(terminal)) {
      List<Runnable> ends =
          nodes.stream()
              .filter(n -> n.node(home).running())
              .<Runnable>map(
                  n ->
                      () ->
                          Told.step(
                              board,
                              n.name(),
                              step -> {
                                n.node(home).stop(GRACE);
                                step.done("stopped", "");
                              }))
              .toList();
      if (!ends.isEmpty()) {
        Together.run(ends);
      }
      stopped[0] += ends.size();
      nodes.forEach(n -> NodeRecord.forget(home, n.name()));
      data.filter(DataServices::redisRuns)
          .ifPresent(
              d ->
                  Told.step(
                      board,
                      "Redis",
                      step -> {
                        stopped[0] += d.stopRedis() ? 1 : 0;
                        step.done("stopped", "");
                      }));
      data.filter(DataServices::postgresRuns)
          .ifPresent(
              d ->
                  Told.step(
                      board,
                      "PostgreSQL",
                      step -> {
                        stopped[0] += d.stopPostgres() ? 1 : 0;
                        step.done("stopped", "");
                      }));
    }
    return stopped[0];
  }

  private static void purge(Home home, Terminal terminal) {
    DataServices.recorded(home).ifPresent(DataServices::delete);
    Stream.of(home.data(), home.nodes(), home.supervisor(), home.built(), home.buildLog())
        .forEach(Removal::of);
    boolean toolsGone = Tools.removeFromOutside(home.root());
    terminal
        .out()
        .println(
            "Data and nodes are removed. Kept: "
                + (toolsGone
                    ? ""
                    : "the tools in " + home.show(home.folder().resolve("tools")) + " and ")
                + "the server in "
                + home.show(home.root().resolve(".liberty"))
                + ".");
  }

  private static boolean confirmed(Home home, Terminal terminal) throws IOException {
    terminal
        .out()
        .print(
            "Remove all conversations, materials and accounts in "
                + home.show(home.data())
                + "? [y/N] ");
    terminal.out().flush();
    int first = System.in.read();
    return first == 'y' || first == 'Y';
  }
}
