package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Surroundings;
import dev.sparkle.cli.services.Tools;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code ./sparkle db}. */
@Command(
    name = "db",
    mixinStandardHelpOptions = true,
    description = {
      "Opens psql on Sparkle's database. Further arguments go to psql: ./sparkle db -c \"select 1\""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:as psql",
      "3:Sparkle's database does not run",
      "4:there is no psql",
      "1, 2:as psql"
    })
public final class DbCommand implements Callable<Integer> {

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home home = Home.here();
    DatabaseAddress address = address(home);
    return psql(Tools.provided(home.root()), address.libpqEnvironment());
  }

  /**
   * The database of this installation: the one that SPARKLE_DATABASE_URL names, else the one that
   * the last start used.
   *
   * @throws Trouble if there is none, or if it is Sparkle's own and does not run
   */
  public static DatabaseAddress address(Home home) {
    Optional<String> named =
        Optional.ofNullable(Surroundings.environment().get("SPARKLE_DATABASE_URL"))
            .filter(u -> !u.isBlank());
    if (named.isPresent()) {
      return DatabaseAddress.parse(named.get());
    }
    DataServices data = DataServices.recorded(home).orElse(null);
    if (data == null || data.ownPostgres() && !data.postgresRuns()) {
      throw new Trouble(
          ExitCode.NOT_RUNNING, "Sparkle's database does not run.", "Start it with: ./sparkle up");
    }
    return data.database();
  }

  private int psql(Optional<Tools> tools, Map<String, String> connection)
      throws InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(tools.map(t -> t.postgresProgram("psql").toString()).orElse("psql")));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(connection);
    tools.ifPresent(t -> builder.environment().putAll(t.environment()));
    try {
      Process psql = builder.start();
      // Ctrl-C is psql's, to cancel a query: we end when it does
      Runtime.getRuntime().addShutdownHook(new Thread(() -> psql.onExit().join()));
      return psql.waitFor();
    } catch (IOException e) {
      throw new Trouble(
          ExitCode.MACHINE,
          "there is no psql.",
          "Install it (apt-get install postgresql-client).",
          e);
    }
  }
}
