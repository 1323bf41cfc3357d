package dev.sparkle.cli.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./sparkle tasks retry}. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    description = {
      "Takes dead or cancelled tasks up again, with all their attempts: those named,",
      "or with --dead all dead ones that the filter allows."
    })
final class RetryCommand implements Callable<Integer> {

  @Mixin private Operator operator;
  @Mixin private FilterOptions filter;
  @Mixin private Confirmation confirmation;

  @Parameters(arity = "0..*", paramLabel = "ID", description = "The tasks, as list shows them")
  private List<String> ids = new ArrayList<>();

  @Option(names = "--dead", description = "All dead ones that the filter allows")
  private boolean dead;

  @Override
  public Integer call() {
    if (dead == !ids.isEmpty() || !dead && !filter.words().isEmpty()) {
      throw new Trouble(
          ExitCode.USAGE,
          "say either which tasks, or --dead.",
          "./sparkle tasks retry ID, or: ./sparkle tasks retry --dead --type TYPE");
    }
    return dead ? all() : each();
  }

  private int each() {
    for (String id : ids) {
      JsonNode task = operator.post("admin/tasks/" + Operator.escaped(id) + "/retry");
      operator.show(task, out -> out.println(TaskLine.of(task, Instant.now())));
    }
    return ExitCode.OK;
  }

  private int all() {
    ObjectNode wanted = Operator.JSON.createObjectNode();
    filter.into(wanted, Clock.systemUTC());
    long matched =
        operator
            .call("POST", "admin/tasks/retry", wanted.deepCopy().put("dryRun", true))
            .path("matched")
            .asLong();
    if (matched > 0 && !confirmation.given("Retry " + tasks(matched) + "?")) {
      operator.out().println("Nothing was done.");
      return ExitCode.OK;
    }
    JsonNode done =
        matched > 0
            ? operator.call("POST", "admin/tasks/retry", wanted)
            : Operator.JSON.createObjectNode().put("matched", 0).put("retried", 0);
    operator.show(
        done,
        out ->
            out.println(
                matched == 0
                    ? "There is no dead task" + filter.words() + ". Nothing to do."
                    : String.format(
                        Locale.ROOT, "%,d taken up again.", done.path("retried").asLong())));
    return ExitCode.OK;
  }

  private String tasks(long count) {
    return String.format(
            Locale.ROOT,
            "%,d%s dead task%s",
            count,
            count >= 10_000 ? " or more" : "",
            count == 1 ? "" : "s")
        + filter.words();
  }
}
