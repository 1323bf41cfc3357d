package dev.sparkle.cli.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.services.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./sparkle tasks queues}. */
@Command(
    name = "queues",
    mixinStandardHelpOptions = true,
    description = "Shows the queues, how many tasks are in each, and how many run at a time.")
final class QueuesCommand implements Callable<Integer> {

  @Mixin private Operator operator;

  @Override
  public Integer call() {
    JsonNode queues = operator.get("admin/queues");
    operator.show(
        queues, out -> queues.path("items").forEach(queue -> out.println(QueueLine.of(queue))));
    return ExitCode.OK;
  }
}
