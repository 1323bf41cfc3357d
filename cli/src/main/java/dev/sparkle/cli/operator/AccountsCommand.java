package dev.sparkle.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.services.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./sparkle operator list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows accounts with a name, the latest first.")
final class AccountsCommand implements Callable<Integer> {

  @Mixin private AsOperator operator = new AsOperator();

  @Option(names = "--role", paramLabel = "ROLE", description = "Only those; default: operator")
  private String role = "operator";

  @Option(names = "--all", description = "With every role")
  private boolean all;

  @Override
  public Integer call() {
    ObjectNode found = AsOperator.JSON.createObjectNode();
    ArrayNode items = found.putArray("items");
    String filter = "admin/accounts?limit=100" + (all ? "" : "&role=" + role);
    String cursor = "";
    do {
      JsonNode page = operator.call("GET", filter + cursor, null);
      page.path("items").forEach(items::add);
      String next = page.path("nextCursor").asText("");
      cursor = next.isEmpty() || next.equals("null") ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    operator.show(
        found,
        out -> {
          items.forEach(account -> out.println(Line.of(account)));
          if (items.isEmpty()) {
            out.println("None. Make one with: ./sparkle operator create EMAIL");
          }
        });
    return ExitCode.OK;
  }
}
