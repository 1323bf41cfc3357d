package dev.sparkle.cli.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.services.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./sparkle tasks concurrency}. */
@Command(
    name = "concurrency",
    mixinStandardHelpOptions = true,
    description = {
      "Says how many tasks of a queue each worker runs at a time, at once and on every node.",
      "It outlives restarts. 0 lets none start."
    })
final class ConcurrencyCommand implements Callable<Integer> {

  @Mixin private Operator operator;

  @Parameters(index = "0", paramLabel = "QUEUE", description = "The queue, as queues shows it")
  private String queue;

  @Parameters(index = "1", paramLabel = "N", description = "0 to 1000")
  private int concurrency;

  @Override
  public Integer call() {
    JsonNode now =
        operator.call(
            "PUT",
            "admin/queues/" + Operator.escaped(queue) + "/concurrency",
            Operator.JSON.createObjectNode().put("concurrency", concurrency));
    operator.show(now, out -> out.println(QueueLine.of(now)));
    return ExitCode.OK;
  }
}
