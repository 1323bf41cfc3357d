package dev.sparkle.cli.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.services.ExitCode;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./sparkle tasks workers}. */
@Command(
    name = "workers",
    mixinStandardHelpOptions = true,
    description = "Shows the nodes that work on tasks, and those that ended within the last hour.")
final class WorkersCommand implements Callable<Integer> {

  @Mixin private Operator operator;

  @Override
  public Integer call() {
    JsonNode workers = operator.get("admin/workers");
    Instant now = Instant.now();
    operator.show(
        workers,
        out -> workers.path("items").forEach(worker -> out.println(WorkerLine.of(worker, now))));
    return ExitCode.OK;
  }
}
