package dev.sparkle.cli.bench;

import dev.sparkle.cli.bench.task.TaskBenchRun;
import dev.sparkle.cli.services.DatabaseAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the task queue's own classes in this JVM, on a real PostgreSQL. */
@Command(
    name = "tasks",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the task queue: throughput, how soon tasks start, order, failures, growth. The"
          + " queue's own classes run in this program, as they do in the server.",
      "Works in a schema of its own on the database, and removes it again."
    },
    exitCodeList = {"0:every goal was reached", "1:one was missed"})
public final class TaskBenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--jdbc-url",
      description = "PostgreSQL. Default: a cluster of its own, removed at the end.")
  private String url;

  @Option(names = "--user", defaultValue = "sparkle", description = "Default: ${DEFAULT-VALUE}.")
  private String user;

  @Option(
      names = "--password",
      defaultValue = "${env:SPARKLE_DB_PASSWORD}",
      description = "Default: the variable SPARKLE_DB_PASSWORD.")
  private String password;

  @Option(names = "--growth", description = "Also with a million ended and waiting tasks.")
  private boolean growth;

  @Option(names = "--json", description = "One JSON document instead of a table.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (url != null) {
      return measure(url, user, password);
    }
    Path root = Path.of(System.getProperty("sparkle.root", ".")).toAbsolutePath();
    try (ScratchPostgres postgres = ScratchPostgres.start(root)) {
      DatabaseAddress own = postgres.address();
      return measure(own.jdbcUrl(), own.user(), own.password());
    }
  }

  private int measure(String database, String account, String secret) throws Exception {
    return new TaskBenchRun(database, account, secret)
            .run(spec.commandLine().getOut(), json, growth)
        ? 0
        : 1;
  }
}
