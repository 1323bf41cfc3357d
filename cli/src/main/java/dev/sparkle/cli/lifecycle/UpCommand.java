package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.course.SampleCourse;
import dev.sparkle.cli.front.KeptFront;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Invocation;
import dev.sparkle.cli.services.Surroundings;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.services.WorkLock;
import dev.sparkle.cli.terminal.StepBoard;
import dev.sparkle.cli.terminal.Terminal;
import dev.sparkle.platform.control.setting.DeclaredSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sparkle up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Builds Sparkle, provides PostgreSQL and Redis, starts the server and waits until it is ready.",
      "Safe to repeat: what is there already is left alone. A node that dies is started again by",
      "itself, until ./sparkle down; so is HAProxy before the nodes, until ./sparkle front down."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it runs",
      "2:wrong option or setting",
      "4:the machine lacks something",
      "5:a port is taken, or another up is at work",
      "6:the build failed",
      "7:the database or Redis cannot be used",
      "1:anything else that went wrong; if it is HAProxy that does not start, the nodes run"
    },
    footerHeading = "%nSettings:%n",
    footer = {
      "  SPARKLE_HTTP_PORT=8080 SPARKLE_HTTPS_PORT=8443   of the first node; each further node one more",
      "  SPARKLE_ROLES=web,worker                         what the nodes do; --workers adds such that only work",
      "  SPARKLE_PG_PORT=15432 SPARKLE_REDIS_PORT=16379   of the data services that Sparkle brings",
      "  SPARKLE_DATABASE_URL=postgresql://…              use this PostgreSQL (with pgvector) instead",
      "  SPARKLE_REDIS_URL=redis://…                      use this Redis instead",
      "  SPARKLE_LLM_BASE_URL=… SPARKLE_LLM_MODEL=…       an OpenAI-compatible model",
      "  SPARKLE_MAVEN_ARGS=…                             further arguments for Maven, such as -o"
    })
public final class UpCommand implements Callable<Integer> {

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "1",
      description = "number of Liberty nodes (default: ${DEFAULT-VALUE})")
  private int nodes;

  @Option(
      names = "--workers",
      paramLabel = "M",
      defaultValue = "0",
      description =
          "number of further nodes that only run tasks: worker-1, worker-2, … (default: ${DEFAULT-VALUE})")
  private int workers;

  @Option(
      names = "--env",
      paramLabel = "ENV",
      description =
          "development or production: which configuration is laid over the common one (default: as it"
              + " was started before, and development the first time)")
  private String told;

  @Option(
      names = "--sample-course",
      negatable = true,
      arity = "0",
      paramLabel = "",
      description =
          "whether the sample course is loaded (default: in development, not in production)")
  private Boolean sampleCourse;

  @Option(
      names = "--json",
      description = "the result as JSON on standard output, the steps on standard error")
  private boolean json;

  @Override
  public Integer call() {
    Terminal terminal = json ? Terminal.aside() : Terminal.standard();
    Home home = Home.here();
    try {
      UpReport report = up(home, terminal);
      if (json) {
        System.out.println(JsonFile.text(report));
      }
      return "down".equals(report.front()) ? ExitCode.DEGRADED : ExitCode.OK;
    } catch (Told told) {
      return failed(told.trouble());
    } catch (Trouble trouble) {
      terminal.out().println("  ✗ " + trouble.getMessage() + "\n    " + trouble.remedy());
      return failed(trouble);
    }
  }

  private UpReport up(Home home, Terminal terminal) {
    if (nodes < 1 || nodes > NodeName.MOST) {
      throw new Trouble(ExitCode.USAGE, "--nodes is " + nodes + ".", "Choose from 1 to 16.");
    }
    if (workers < 0 || workers > NodeName.MOST) {
      throw new Trouble(ExitCode.USAGE, "--workers is " + workers + ".", "Choose from 0 to 16.");
    }
    KeptEnvironment environment = KeptEnvironment.of(home, told);
    OperatorSettings settings =
        OperatorSettings.from(allowed(KeptSettings.below(home, Surroundings.environment())));
    Machine.requireRoom(home);
    try (WorkLock held = Turn.take(home, "Wait until it ends, then repeat.")) {
      held.hold();
      RestoreMark.requireNone(home);
      Startup startup =
          new Startup(
              home,
              new KeptFront(home),
              settings,
              environment.environment(),
              nodes,
              workers,
              course(home, environment.isDevelopment()));
      Optional<UpReport> already = startup.alreadyUp(terminal);
      if (already.isPresent()) {
        return already.get();
      }
      UpReport report = start(startup, terminal);
      environment.keep(home);
      return report;
    }
  }

  /** What no node would start with is said before anything is done. */
  private static Map<String, String> allowed(Map<String, String> environment) {
    List<String> wrong =
        DeclaredSettings.shipped().all().stream()
            .filter(each -> !environment.getOrDefault(each.variable(), "").isBlank())
            .flatMap(each -> each.problem(environment.get(each.variable())).stream())
            .toList();
    if (!wrong.isEmpty()) {
      throw new Trouble(
          ExitCode.USAGE,
          String.join(" ", wrong),
          "See all settings, and what they may be: ./sparkle config --find WORD");
    }
    return environment;
  }

  private Optional<CourseLoader> course(Home home, boolean byDefault) {
    boolean wanted = sampleCourse == null ? byDefault : sampleCourse;
    return wanted ? Optional.of(new SampleCourse(home.keys())) : Optional.empty();
  }

  private static UpReport start(Startup startup, Terminal terminal) {
    Rollback rollback = new Rollback();
    StepBoard board = new StepBoard(terminal);
    Thread hook =
        new Thread(
            () -> {
              board.close();
              terminal.out().println("  Interrupted. What this run started is being stopped.");
              Invocation.endAll();
              rollback.run();
            });
    Runtime.getRuntime().addShutdownHook(hook);
    try (board) {
      UpReport report = startup.perform(board, terminal, rollback);
      rollback.keep();
      return report;
    } finally {
      if (unhook(hook)) {
        rollback.run();
      } else {
        awaitTheEnd();
      }
    }
  }

  /** False when the program is being ended, and the hook does its work. */
  private static boolean unhook(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      return false;
    }
  }

  /** The hook has the word and ends the program: what fails because of it is not worth a line. */
  private static void awaitTheEnd() {
    while (true) {
      LockSupport.park();
    }
  }

  /** What {@code --json} tells when something is in the way. */
  private record Failure(String state, String what, String todo, int exitCode) {}

  private int failed(Trouble trouble) {
    if (json) {
      System.out.println(
          JsonFile.text(
              new Failure("failed", trouble.getMessage(), trouble.remedy(), trouble.exitCode())));
    }
    return trouble.exitCode();
  }
}
