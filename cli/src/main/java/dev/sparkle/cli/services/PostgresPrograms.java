package dev.sparkle.cli.services;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PostgreSQL's programs for a server: Sparkle's own, else those of the machine. */
public final class PostgresPrograms {

  private final Optional<Tools> tools;

  private PostgresPrograms(Optional<Tools> tools) {
    this.tools = tools;
  }

  /**
   * Those that can dump that server.
   *
   * @param server its version, such as 15.18
   * @throws Trouble when none is as new as the server
   */
  public static PostgresPrograms forServer(Optional<Tools> tools, String server) {
    int wanted = major(server);
    if (tools.isPresent() && Integer.parseInt(tools.get().postgresMajor()) >= wanted) {
      return new PostgresPrograms(tools);
    }
    Invocation.Outcome said = Invocation.of("pg_dump", "--version").run();
    if (!said.succeeded() || major(said.lastWords().replaceFirst("^[^0-9]*", "")) < wanted) {
      throw new Trouble(
          ExitCode.MACHINE,
          "the server is PostgreSQL "
              + server
              + ", and there is no pg_dump as new as that"
              + (said.succeeded() ? ": " + said.lastWords() : "")
              + ".",
          "Install it: apt-get install postgresql-client-" + wanted);
    }
    return new PostgresPrograms(Optional.empty());
  }

  /** One of them with its arguments, signed in at that database. */
  public Pipe pipe(String program, DatabaseAddress database, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                tools.map(t -> t.postgresProgram(program)).orElse(Path.of(program)).toString()));
    command.addAll(arguments);
    Map<String, String> environment = new LinkedHashMap<>(database.libpqEnvironment());
    tools.ifPresent(t -> environment.putAll(t.environment()));
    return Pipe.of(command, environment);
  }

  private static int major(String version) {
    return Integer.parseInt(version.replaceFirst("[^0-9].*", ""));
  }
}
