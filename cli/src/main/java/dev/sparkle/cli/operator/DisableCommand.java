package dev.sparkle.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.services.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./sparkle operator disable}. */
@Command(
    name = "disable",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Keeps an account from coming in; its sessions and sockets end within two seconds on every node.")
final class DisableCommand implements Callable<Integer> {

  @Mixin private AsOperator operator = new AsOperator();

  @Parameters(paramLabel = "EMAIL", description = "Whose account")
  private String email;

  @Override
  public Integer call() {
    String id = operator.find(email).path("id").asText();
    JsonNode account = operator.call("POST", "admin/accounts/" + id + "/disable", null);
    operator.show(account, out -> out.println("  ✓ " + Line.of(account)));
    return ExitCode.OK;
  }
}
