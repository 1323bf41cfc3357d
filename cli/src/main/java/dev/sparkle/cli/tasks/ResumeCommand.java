package dev.sparkle.cli.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.services.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./sparkle tasks resume}. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = "Lets tasks of a paused queue start again.")
final class ResumeCommand implements Callable<Integer> {

  @Mixin private Operator operator;

  @Parameters(paramLabel = "QUEUE", description = "The queue, as queues shows it")
  private String queue;

  @Override
  public Integer call() {
    JsonNode now = operator.post("admin/queues/" + Operator.escaped(queue) + "/resume");
    operator.show(now, out -> out.println(QueueLine.of(now)));
    return ExitCode.OK;
  }
}
