package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.Chromium;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Tools;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.terminal.StepBoard;
import dev.sparkle.cli.terminal.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code ./sparkle test}. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the tests: every one, or with --unit or --it a part. Further arguments go to Maven:",
      "./sparkle test --unit -pl cli -am -Dtest=DatabaseAddressTest",
      "The tests of the pages need Chromium; as root on Debian it is installed when there is none."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all passed", "4:the machine lacks something", "1:as Maven: a test failed"})
public final class TestCommand implements Callable<Integer> {

  @ArgGroup private Part part;

  @Option(
      names = "--long",
      description =
          "also those that take minutes and are not run by CI: several nodes killed, days in"
              + " minutes, thousands of attempts")
  private boolean withLong;

  @Unmatched private List<String> arguments = new ArrayList<>();

  /** Which tests. */
  private static final class Part {
    @Option(names = "--unit", description = "only tests without a server (seconds)")
    private boolean unit;

    @Option(names = "--it", description = "only integration tests, against packaged servers")
    private boolean integration;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home home = Home.here();
    Maven maven = new Maven(home);
    Map<String, String> environment = new TreeMap<>(Maven.environment());
    List<String> command;
    if (part != null && part.unit) {
      command = maven.command("-B", "-DskipITs", "verify");
    } else {
      prepare(home, environment);
      // no test of Surefire's has this name; Failsafe goes by it.test instead
      command =
          part == null
              ? maven.command("-B", "verify")
              : maven.command(
                  "-B", "verify", "-Dtest=none", "-Dsurefire.failIfNoSpecifiedTests=false");
    }
    if (withLong) {
      command.add("-DexcludedGroups=none");
    }
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(home.root().toFile()).inheritIO();
    builder.environment().putAll(environment);
    try {
      return builder.start().waitFor();
    } catch (IOException e) {
      throw new Trouble(
          ExitCode.MACHINE, "there is no Maven.", "Install it (apt-get install maven).", e);
    }
  }

  /** The servers' programs and the browser, so that no test has to wait for them. */
  private static void prepare(Home home, Map<String, String> environment) {
    try (StepBoard board = new StepBoard(Terminal.standard())) {
      Told.step(
          board,
          "PostgreSQL and Redis",
          step -> {
            Tools tools = Tools.provide(home.root(), step);
            step.done(
                tools.postgres() + " + pgvector " + tools.pgvector() + ", " + tools.redis(), "");
          });
      try {
        Told.step(
            board,
            "Chromium",
            step -> {
              environment.put("SPARKLE_CHROMIUM", Chromium.provide(step).toString());
              step.done(environment.get("SPARKLE_CHROMIUM"), "");
            });
      } catch (Told withoutBrowser) {
        // its line tells how to get one; the other tests run
      }
    }
  }
}
