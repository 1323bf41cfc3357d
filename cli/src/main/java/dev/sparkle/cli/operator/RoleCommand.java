package dev.sparkle.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.services.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./sparkle operator role}. */
@Command(
    name = "role",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Says what an account may do: these roles, and no others.")
final class RoleCommand implements Callable<Integer> {

  @Mixin private AsOperator operator = new AsOperator();

  @Parameters(index = "0", paramLabel = "EMAIL", description = "Whose account")
  private String email;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "ROLE",
      description = "learner, teacher, guardian, operator")
  private List<String> roles;

  @Override
  public Integer call() {
    String id = operator.find(email).path("id").asText();
    ObjectNode body = AsOperator.JSON.createObjectNode();
    roles.forEach(body.putArray("roles")::add);
    JsonNode account = operator.call("PUT", "admin/accounts/" + id + "/roles", body);
    operator.show(account, out -> out.println("  ✓ " + Line.of(account)));
    return ExitCode.OK;
  }
}
