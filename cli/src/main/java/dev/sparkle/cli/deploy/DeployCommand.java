package dev.sparkle.cli.deploy;

import dev.sparkle.cli.front.Front;
import dev.sparkle.cli.lifecycle.Fleet;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.JsonFile;
import dev.sparkle.cli.lifecycle.Live;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.services.WorkLock;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./sparkle deploy}. */
@Command(
    name = "deploy",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Puts another version beside the one that runs, behind HAProxy, tries it, gives it 10, 50 and"
          + " 100 %% of the learners while it watches errors, latency and alerts, and stops the old"
          + " one. What crosses a threshold goes back by itself. Ctrl-C goes back."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the new version is live",
      "1:it went back, or something failed",
      "2:there is no such build, or it takes away what the running version may still use",
      "3:Sparkle does not run",
      "4:the machine lacks memory or a package",
      "5:another deployment is at work or unfinished, or a port is taken",
      "6:the build failed",
      "7:the Prometheus that is named does not answer, or HAProxy does not start",
      "130:Ctrl-C: it went back"
    })
public final class DeployCommand implements Callable<Integer> {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "BUILD",
      description =
          "the folder of a checkout (\".\": this one), a commit or tag of this one, or a release"
              + " that is kept")
  private String build;

  /** What is done instead of a deployment. */
  private static final class Instead {
    @Option(names = "--resume", description = "goes on with a deployment that was cut off")
    private boolean resume;

    @Option(names = "--undo", description = "takes back a deployment that was cut off")
    private boolean undo;

    @Option(names = "--status", description = "how far the last deployment is, as JSON")
    private boolean status;

    @Option(names = "--list", description = "the releases that are kept")
    private boolean list;

    @Option(
        names = "--forget",
        description = "no release is live any more: ./sparkle up starts what the checkout holds")
    private boolean forget;
  }

  @Option(
      names = "--contract",
      description =
          "it may take from the database what an older release than the one before may still use")
  private boolean contract;

  @ArgGroup private Instead instead;

  @Mixin private WayOptions options;

  @Override
  public Integer call() {
    Home home = Home.here();
    PrintStream out = System.out;
    DeploymentFile file = new DeploymentFile(home);
    if (instead != null && instead.status) {
      return status(file, out);
    }
    if (instead != null && instead.list) {
      return list(home, out);
    }
    try (WorkLock turn = file.turn()) {
      turn.hold();
      if (instead != null && instead.forget) {
        Live.forget(home);
        out.println("No release is live any more: the next ./sparkle up starts the checkout.");
        return ExitCode.OK;
      }
      Way way = way(home, options.prometheus(), out);
      return instead == null ? deploy(way, out) : goOn(way, file, out);
    }
  }

  static Way way(Home home, URI prometheus, PrintStream out) {
    Consumer<String> told =
        words -> out.println("  " + (words.matches("[✗!] .*") ? "" : "✓ ") + stamp() + words);
    return new Way(
        Fleet.of(home),
        Front.of(home),
        new Alarms(home, prometheus, told),
        news(words -> out.println("  · " + stamp() + words)),
        told,
        Clock.systemUTC());
  }

  /** The same words again and again are told once. */
  private static Progress news(Progress told) {
    AtomicReference<String> last = new AtomicReference<>("");
    return words -> {
      if (!words.equals(last.getAndSet(words))) {
        told.now(words);
      }
    };
  }

  private static String stamp() {
    return LocalTime.now().format(TIME) + "  ";
  }

  private int deploy(Way way, PrintStream out) {
    if (build == null) {
      throw new Trouble(
          ExitCode.USAGE,
          "which build?",
          "A checkout's folder, a commit, or a kept release: ./sparkle deploy .");
    }
    way.nodes();
    way.requireAlarms();
    Release from = way.running();
    Release to = way.maker().of(build);
    if (from.id().equals(to.id())) {
      out.println(to.words() + " is live already. Nothing to do.");
      return ExitCode.OK;
    }
    out.println("Deploying " + to.words() + " (" + to.source() + "), beside " + from.words());
    options.tell(out);
    way.behindFront(System.getenv());
    Deployment plan = way.watched(way.plan(from, to, false, contract));
    int code = new Walk(out).to(way.rollout(plan, options.thresholds(), options.pace()));
    return told(way, new DeploymentFile(Home.here()), code, out);
  }

  private int goOn(Way way, DeploymentFile file, PrintStream out) {
    Deployment left =
        file.unfinished()
            .orElseThrow(
                () ->
                    new Trouble(
                        ExitCode.USAGE,
                        "no deployment was cut off.",
                        "See the last one: ./sparkle deploy --status"));
    options.tell(out);
    way.behindFront(System.getenv());
    Rollout rollout =
        way.rollout(instead.undo ? left : way.watched(left), options.thresholds(), options.pace());
    if (instead.undo) {
      if (!rollout.interrupt()) {
        throw new Trouble(
            ExitCode.USAGE,
            "the old nodes are being stopped already.",
            "Finish it: ./sparkle deploy --resume; then: ./sparkle rollback");
      }
      out.println("The old version is live, as before.");
      return ExitCode.OK;
    }
    return told(way, file, new Walk(out).to(rollout), out);
  }

  /** The last line. */
  static int told(Way way, DeploymentFile file, int code, PrintStream out) {
    Optional<Deployment> end = file.read();
    end.filter(each -> each.alerts().startsWith(Alarms.NOT_WATCHED))
        .ifPresent(each -> out.println("! Alerts were " + each.alerts() + "."));
    end.ifPresent(
        each ->
            out.println(
                each.phase() == Phase.DONE
                    ? each.to()
                        + " is live on "
                        + String.join(", ", each.newNodes())
                        + ". Back to the one before: ./sparkle rollback"
                    : each.from() + " is live, as before. It went back because: " + each.reason()));
    way.tidy();
    return code;
  }

  private static int status(DeploymentFile file, PrintStream out) {
    Optional<Deployment> last = file.read();
    out.println(last.map(JsonFile::text).orElse("{}"));
    return ExitCode.OK;
  }

  private static int list(Home home, PrintStream out) {
    String live = Live.read(home).map(Live::release).orElse("");
    for (Release each : Release.all(home)) {
      out.printf(
          "%s %-24s schema %-3d %s  %s%n",
          each.id().equals(live) ? "*" : " ",
          each.id(),
          each.schema(),
          each.made().substring(0, 19) + "Z",
          each.source());
    }
    return ExitCode.OK;
  }
}
