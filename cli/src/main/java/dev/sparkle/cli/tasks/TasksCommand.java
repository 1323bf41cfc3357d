package dev.sparkle.cli.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.services.ExitCode;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./sparkle tasks}. */
@Command(
    name = "tasks",
    mixinStandardHelpOptions = true,
    description = {
      "What waits, runs and failed: looks at tasks and takes a hand. Alone: the queues and workers.",
      "For operators: by --token, or on the server's own machine."
    },
    subcommands = {
      ListCommand.class,
      ShowCommand.class,
      RetryCommand.class,
      CancelCommand.class,
      QueuesCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      ConcurrencyCommand.class,
      WorkersCommand.class,
      SchedulesCommand.class,
      WatchCommand.class,
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or shown",
      "1:the server said no; the sentence says why",
      "2:wrong usage",
      "3:the server does not answer"
    })
public final class TasksCommand implements Callable<Integer> {

  @Mixin private Operator operator;

  @Override
  public Integer call() {
    JsonNode queues = operator.get("admin/queues").path("items");
    JsonNode workers = operator.get("admin/workers").path("items");
    ObjectNode both = Operator.JSON.createObjectNode();
    both.set("queues", queues);
    both.set("workers", workers);
    operator.show(
        both,
        out -> {
          Instant now = Instant.now();
          queues.forEach(queue -> out.println(QueueLine.of(queue)));
          out.println();
          workers.forEach(worker -> out.println(WorkerLine.of(worker, now)));
          if (workers.isEmpty()) {
            out.println(
                "No worker runs: nothing that waits will start. ./sparkle status tells why.");
          }
        });
    return ExitCode.OK;
  }
}
