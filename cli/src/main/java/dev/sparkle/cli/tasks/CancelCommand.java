package dev.sparkle.cli.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.services.ExitCode;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./sparkle tasks cancel}. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = "Cancels tasks. What waits never starts; what runs is asked to stop.")
final class CancelCommand implements Callable<Integer> {

  @Mixin private Operator operator;

  @Parameters(arity = "1..*", paramLabel = "ID", description = "The tasks, as list shows them")
  private List<String> ids;

  @Override
  public Integer call() {
    for (String id : ids) {
      JsonNode task = operator.post("admin/tasks/" + Operator.escaped(id) + "/cancel");
      operator.show(task, out -> out.println(TaskLine.of(task, Instant.now())));
    }
    return ExitCode.OK;
  }
}
