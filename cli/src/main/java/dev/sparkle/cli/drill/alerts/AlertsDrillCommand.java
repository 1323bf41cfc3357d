package dev.sparkle.cli.drill.alerts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.sparkle.cli.bench.NewWords;
import dev.sparkle.cli.monitoring.MonitoringStack;
import dev.sparkle.cli.monitoring.StackPorts;
import dev.sparkle.cli.monitoring.StackSettings;
import dev.sparkle.cli.monitoring.Target;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.MonitoringTools;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle drill alerts}. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes the condition of each alert happen on an installation of its own, and waits until the"
          + " alert has travelled through a real Prometheus and Alertmanager to a receiver, and"
          + " until it is over again. Prints the seconds.",
      "Rules are shortened: what must last, lasts 10 s at most, and windows above a minute are a"
          + " tenth of themselves; thresholds and routes are the real ones. With --patient the rules"
          + " are as they stand, and it takes hours.",
      "Runs what ./sparkle up built last; it touches nothing of a running installation.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every alert came in time (critical within 60 s beyond what must last, all within 5 min)"
          + " and ended",
      "1:one did not",
      "2:wrong usage",
      "6:nothing is built"
    })
public final class AlertsDrillCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int EVERY_SECONDS = 5;
  private static final String SHIPPED = "monitoring/alerts/sparkle.yaml";

  @Spec private CommandSpec spec;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "only these alerts, with commas")
  private List<String> only = List.of();

  @Option(names = "--patient", description = "with the rules as they stand")
  private boolean patient;

  @Option(names = "--json", description = "one JSON object instead of the table")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Progress progress = new NewWords(spec.commandLine().getErr());
    Path root = Path.of(System.getProperty("sparkle.root", ".")).toAbsolutePath();
    MonitoringTools tools = MonitoringTools.provide(root, progress);
    try (WebhookReceiver receiver = WebhookReceiver.start();
        ScratchSystem system = ScratchSystem.start(root, progress)) {
      List<Scenario> scenarios = wanted(new Scenarios(system).all());
      MonitoringStack stack =
          new MonitoringStack(
              root.resolve("monitoring"),
              system.installation().place().resolve("monitoring"),
              StackPorts.free());
      Runtime.getRuntime().addShutdownHook(new Thread(stack::stop));
      try {
        stack.configure(settings(receiver), targets(system));
        stack.startAlerting(tools);
        List<Result> results = play(receiver, system, scenarios, progress);
        return report(out, results, AlertRules.in(root.resolve(SHIPPED)));
      } finally {
        stack.stop();
        dev.sparkle.cli.services.Removal.of(system.installation().place().resolve("monitoring"));
      }
    }
  }

  private List<Result> play(
      WebhookReceiver receiver, ScratchSystem system, List<Scenario> scenarios, Progress progress)
      throws InterruptedException {
    Optional<WebhookReceiver.News> watchdog =
        receiver.await("Watchdog", true, Duration.ofMinutes(2));
    if (watchdog.isEmpty()) {
      throw new Trouble(
          ExitCode.SERVICE,
          "the Watchdog did not come: Prometheus and Alertmanager do not work.",
          "See their logs in cli/target/bench/monitoring.");
    }
    progress.now("the Watchdog came: the way to the receiver works");
    Map<String, AlertRules.Rule> rules =
        AlertRules.in(system.installation().place().resolve("monitoring/alerts/sparkle.yaml"));
    return new AlertsDrill(
            receiver,
            rules,
            PATIENCE,
            progress,
            result -> progress.now(result.alert() + ": " + line(result)))
        .run(scenarios);
  }

  private List<Scenario> wanted(List<Scenario> all) {
    List<Scenario> wanted =
        only.isEmpty() ? all : all.stream().filter(s -> only.contains(s.alert())).toList();
    if (wanted.size() < only.size()) {
      throw new Trouble(
          ExitCode.USAGE,
          "there is no such alert in " + only + ".",
          "The alerts: " + String.join(", ", all.stream().map(Scenario::alert).toList()));
    }
    return wanted;
  }

  private StackSettings settings(WebhookReceiver receiver) {
    return new StackSettings(
        Optional.of(receiver.url()),
        "docs/runbooks",
        "http://localhost:3000",
        EVERY_SECONDS,
        !patient);
  }

  private static List<Target> targets(ScratchSystem system) {
    return List.of(system.first(), system.second()).stream()
        .map(node -> new Target(node.name(), "127.0.0.1:" + node.ports().http(), true))
        .toList();
  }

  private int report(PrintWriter out, List<Result> results, Map<String, AlertRules.Rule> shipped)
      throws Exception {
    boolean passed = results.stream().allMatch(Result::passed);
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("passed", passed);
      all.put("shortened", !patient);
      Map<String, Long> asShipped = new TreeMap<>();
      results.forEach(r -> asShipped.put(r.alert(), shipped.get(r.alert()).forSeconds()));
      all.put("shippedForSeconds", asShipped);
      all.put("alerts", results);
      out.println(new ObjectMapper().registerModule(new Jdk8Module()).writeValueAsString(all));
    } else {
      out.println(
          patient
              ? "Rules as they stand."
              : "Rules were shortened: \"for\" to 10 s at most, windows above a minute to a tenth.");
      out.printf("%n%-23s %-9s %6s %8s %9s%n", "alert", "severity", "for", "fired", "resolved");
      results.forEach(
          r ->
              out.printf(
                  "%-23s %-9s %4d s %8s %9s  %s%n",
                  r.alert(),
                  r.severity(),
                  r.forSeconds(),
                  seconds(r.fired()),
                  seconds(r.resolved()),
                  r.passed() ? "" : "FAILED " + r.problem()));
      out.println();
      out.println(passed ? "PASS" : "FAIL");
    }
    out.flush();
    return passed ? ExitCode.OK : ExitCode.DEGRADED;
  }

  private static String line(Result result) {
    return "fired after "
        + seconds(result.fired())
        + ", resolved after "
        + seconds(result.resolved())
        + (result.problem().isEmpty() ? "" : ": " + result.problem());
  }

  private static String seconds(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.0f s", value.getAsDouble()) : "never";
  }
}
