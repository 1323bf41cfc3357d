package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.NodeSettings;
import dev.sparkle.cli.services.Surroundings;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.terminal.StepBoard;
import dev.sparkle.cli.terminal.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code ./sparkle dev}. */
@Command(
    name = "dev",
    mixinStandardHelpOptions = true,
    description = {
      "For developers: starts PostgreSQL and Redis if they do not run, then Liberty's dev mode in",
      "this terminal. A saved file is compiled and live within seconds. End it with Ctrl-C.",
      "The data services go on; end them with ./sparkle down. Further arguments go to Maven."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:ended", "5:a port is taken", "1:as Maven"})
public final class DevCommand implements Callable<Integer> {

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    Home home = Home.here();
    OperatorSettings settings = OperatorSettings.from(Surroundings.environment());
    DataServices data = DataServices.chosen(home, settings);
    settings.firstNode().requireFree();
    data.check();
    startData(data);
    Maven maven = new Maven(home);
    List<String> command =
        maven.command(
            "-Dsparkle.untested",
            "-Dmaven.test.skip=true",
            "-DskipTests",
            "-pl",
            "ear",
            "-am",
            "liberty:dev");
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(home.root().toFile()).inheritIO();
    builder.environment().putAll(Maven.environment());
    builder
        .environment()
        .putAll(
            new NodeSettings(
                    data.database(),
                    data.redisUrl(),
                    home.keys(),
                    "development",
                    KeptSettings.forNodes(home, Map.of()))
                .variables("dev", settings.firstNode()));
    try {
      return builder.start().waitFor();
    } catch (IOException e) {
      throw new Trouble(
          ExitCode.MACHINE, "there is no Maven.", "Install it (apt-get install maven).", e);
    }
  }

  private static void startData(DataServices data) {
    Rollback rollback = new Rollback();
    try (StepBoard board = new StepBoard(Terminal.standard())) {
      Told.step(
          board,
          "PostgreSQL and Redis",
          step -> {
            data.provide(step);
            data.remember();
            data.startPostgres(step, rollback);
            data.startRedis(step, rollback);
            step.done(data.database().place() + ", " + data.redis().place(), "");
          });
      rollback.keep();
    } finally {
      rollback.run();
    }
  }
}
