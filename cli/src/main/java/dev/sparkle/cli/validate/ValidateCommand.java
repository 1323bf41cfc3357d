package dev.sparkle.cli.validate;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.services.WorkLock;
import dev.sparkle.cli.terminal.Terminal;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./sparkle validate}: the go-live plan. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Carries out the go-live plan of four days: integration, load, monitoring, go-live. Each step"
          + " runs a command of this program, or asks the server, and holds what it finds against"
          + " the plan's targets.",
      "Reports are in target/validation: report.html, report.md, report.json, and their parts. A"
          + " result stays until its step runs again, so days can be run apart; the report names"
          + " whatever did not run.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every wanted step ran and kept its targets; what only people know is left to them",
      "1:a target was missed, or a step failed",
      "2:wrong usage",
      "5:another validate is at work here",
      "9:nothing was missed, but a wanted step did not run",
      "130:ended by Ctrl-C; --resume goes on"
    })
public final class ValidateCommand implements Callable<Integer> {

  private static final int NOT_ALL = 9;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "DAY",
      description = "day1, day2, day3, day4. Default: all")
  private List<Day> days = List.of();

  @Option(
      names = "--target",
      paramLabel = "URL",
      description =
          "A foreign server that runs: only what a guest may do there, over its public interfaces")
  private URI target;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "STEP",
      description = "Only these steps, as drill-redis or drill-*")
  private List<String> only = List.of();

  @Option(names = "--skip", split = ",", paramLabel = "STEP", description = "All but these")
  private List<String> skip = List.of();

  @Option(
      names = "--resume",
      description =
          "Leave out what passed or was missed before, of the same commit and, without --quick, not"
              + " shortened")
  private boolean resume;

  @Option(
      names = "--any-commit",
      description = "With --resume: leave out results of other commits, too; the report names them")
  private boolean anyCommit;

  @Option(names = "--fresh", description = "Forget the results of before")
  private boolean fresh;

  @Option(
      names = "--quick",
      description = "Shorten what takes long, or leave it out; the report says so")
  private boolean quick;

  @Option(names = "--list", description = "Tell the steps and run none")
  private boolean list;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description =
          "For state, evidence and reports. Default: target/validation; with --target"
              + " target/validation/HOST-PORT")
  private Path folder;

  @Option(
      names = "--json",
      description = "The report as JSON on standard output, the progress on standard error")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Plan plan = Plan.shipped();
    List<Step> wanted = wanted(plan);
    if (list) {
      tell(wanted);
      return ExitCode.OK;
    }
    Path root = Home.here().root();
    Path place = folder != null ? folder.toAbsolutePath() : place(root);
    try (WorkLock lock = lock(place)) {
      lock.hold();
      return validate(plan, wanted, root, place);
    }
  }

  private Path place(Path root) {
    try {
      return Place.of(root.resolve("target").resolve("validation"), Optional.ofNullable(target));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--target is " + e.getMessage() + ". As in http://HOST:8080", e);
    }
  }

  private static WorkLock lock(Path place) {
    Path file = place.resolve("lock");
    return WorkLock.tryNow(file)
        .orElseThrow(
            () ->
                new Trouble(
                    ExitCode.TAKEN,
                    "another ./sparkle validate is at work (process "
                        + WorkLock.holder(file)
                        + ").",
                    "Wait until it ends, or give this one a --folder of its own."));
  }

  private List<Step> wanted(Plan plan) {
    Set<Day> some = days.isEmpty() ? EnumSet.noneOf(Day.class) : EnumSet.copyOf(days);
    try {
      return plan.wanted(some, only, skip);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private int validate(Plan plan, List<Step> wanted, Path root, Path place)
      throws InterruptedException {
    StateFile file = new StateFile(place);
    Clock clock = Clock.systemUTC();
    String commit = About.commit(root);
    Conductor conductor =
        new Conductor(
            root,
            place,
            quick,
            Optional.ofNullable(target),
            commit,
            clock,
            state(file, clock),
            file::write);
    Artefacts artefacts = new Artefacts(place, Home.here().folder().resolve("baseline.json"));
    Terminal terminal = json ? Terminal.aside() : Terminal.standard();
    Thread hook =
        new Thread(
            () -> {
              terminal.out().println();
              terminal.out().println("  Interrupted. What runs is being ended; --resume goes on.");
              conductor.stop();
              SparkleRun.endRunning();
              artefacts.write(report(plan, conductor.state(), commit, clock));
              terminal.out().println("  The report so far: " + artefacts.page());
            });
    Runtime.getRuntime().addShutdownHook(hook);
    conductor.run(wanted, before(), new Telling(terminal));
    if (conductor.isStopped()) {
      awaitTheEnd();
    }
    Runtime.getRuntime().removeShutdownHook(hook);
    Report report = report(plan, conductor.state(), commit, clock);
    artefacts.write(report);
    return end(report, wanted, artefacts, terminal.out());
  }

  private Conductor.Before before() {
    if (!resume) {
      return Conductor.Before.NONE;
    }
    return anyCommit ? Conductor.Before.ANY_COMMIT : Conductor.Before.THIS_COMMIT;
  }

  private static String now(Clock clock) {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The hook has the word and ends the program. */
  private static void awaitTheEnd() {
    while (true) {
      LockSupport.park();
    }
  }

  private RunState state(StateFile file, Clock clock) {
    String wanted = target == null ? "" : target.toString();
    RunState begun = RunState.begun(now(clock), wanted);
    return fresh ? begun : file.read().map(kept -> ofTheSame(kept, wanted)).orElse(begun);
  }

  /**
   * Results of one server say nothing of another; and they are not thrown away unasked.
   *
   * @throws Trouble if they are of another
   */
  static RunState ofTheSame(RunState kept, String wanted) {
    if (!Place.same(kept.target(), wanted)) {
      String of = kept.target().isEmpty() ? "this checkout's installation" : kept.target();
      throw new Trouble(
          ExitCode.USAGE,
          "the results in this folder are of " + of + ".",
          "Name another --folder, or forget them with --fresh.");
    }
    return kept;
  }

  private static Report report(Plan plan, RunState state, String commit, Clock clock) {
    return new Report(plan.steps(), state, About.of(commit), commit, now(clock));
  }

  private int end(Report report, List<Step> wanted, Artefacts artefacts, PrintStream out) {
    out.println();
    out.println("Steps: " + MarkdownReport.countWords(report.counts()) + ".");
    report.success().stream()
        .filter(each -> each.verdict() == Verdict.MISSED)
        .forEach(
            each ->
                out.println(
                    "  ✗ "
                        + each.criterion().words()
                        + ": "
                        + each.worst().sentence()
                        + (each.because().isEmpty() ? "" : "; " + each.because())));
    out.println("The report: " + artefacts.page());
    out.flush();
    if (json) {
      try {
        spec.commandLine().getOut().println(StateFile.JSON.writeValueAsString(report.json()));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
    return exitCode(report, wanted);
  }

  /**
   * By the steps that were wanted, and at a foreign server may be done there: those of before are
   * told, and judge nothing now.
   */
  static int exitCode(Report report, List<Step> wanted) {
    Verdict worst = Verdict.PASSED;
    boolean all = true;
    boolean foreign = !report.state().target().isEmpty();
    for (Report.Row row : report.rows()) {
      boolean possible = !foreign || row.step().place() == Step.Place.SERVER;
      if (possible && wanted.contains(row.step())) {
        worst = worst.worst(row.result().verdict());
        all &= row.result().verdict() != Verdict.NOT_RUN;
      }
    }
    return worst.isBad() ? ExitCode.DEGRADED : all ? ExitCode.OK : NOT_ALL;
  }

  private void tell(List<Step> steps) {
    Day day = null;
    for (Step step : steps) {
      if (step.day() != day) {
        day = step.day();
        spec.commandLine().getOut().printf("%n%s, %s%n", day.title(), day.words());
      }
      spec.commandLine()
          .getOut()
          .printf("  %-16s %s: %s%n", step.id(), step.title(), step.proves());
    }
    spec.commandLine().getOut().flush();
  }
}
