package dev.sparkle.cli.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./sparkle tasks list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists tasks, the latest first.")
final class ListCommand implements Callable<Integer> {

  private static final int PAGE = 100;
  private static final int MOST = 10_000;

  @Mixin private Operator operator;
  @Mixin private FilterOptions filter;

  @Option(
      names = "--state",
      paramLabel = "STATES",
      description =
          "Only these, with commas: scheduled, queued, running, retrying, succeeded, dead, cancelled")
  private String state;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many (default: ${DEFAULT-VALUE})")
  private int limit;

  @Override
  public Integer call() {
    if (limit < 1 || limit > MOST) {
      throw new Trouble(ExitCode.USAGE, "--limit is " + limit + ".", "Choose from 1 to 10000.");
    }
    ObjectNode found = fetch(operator, filter, state, limit);
    operator.show(
        found,
        out -> {
          Instant now = Instant.now();
          found.path("items").forEach(task -> out.println(TaskLine.of(task, now)));
          if (found.path("items").isEmpty()) {
            out.println("No task fits.");
          } else if (found.has("nextCursor")) {
            out.println("There are more: --limit " + Math.min(MOST, limit * 5));
          }
        });
    return ExitCode.OK;
  }

  /** So many tasks, over as many pages as that takes. */
  static ObjectNode fetch(Operator operator, FilterOptions filter, String state, int limit) {
    Map<String, String> parts = filter.parts(Clock.systemUTC());
    parts.put("state", state);
    ArrayNode items = Operator.JSON.createArrayNode();
    String cursor = null;
    do {
      parts.put("limit", Integer.toString(Math.min(PAGE, limit - items.size())));
      parts.put("cursor", cursor);
      JsonNode page = operator.get("admin/tasks" + Operator.query(parts));
      page.path("items").forEach(items::add);
      cursor = page.path("nextCursor").asText(null);
    } while (cursor != null && items.size() < limit);
    ObjectNode all = Operator.JSON.createObjectNode();
    all.set("items", items);
    return cursor == null ? all : all.put("nextCursor", cursor);
  }
}
