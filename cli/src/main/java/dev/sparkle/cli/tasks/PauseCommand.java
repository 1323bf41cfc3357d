package dev.sparkle.cli.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.services.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./sparkle tasks pause}. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description = "Lets no task of a queue start, on any node; those that run go on.")
final class PauseCommand implements Callable<Integer> {

  @Mixin private Operator operator;

  @Parameters(paramLabel = "QUEUE", description = "The queue, as queues shows it")
  private String queue;

  @Override
  public Integer call() {
    JsonNode now = operator.post("admin/queues/" + Operator.escaped(queue) + "/pause");
    operator.show(now, out -> out.println(QueueLine.of(now)));
    return ExitCode.OK;
  }
}
