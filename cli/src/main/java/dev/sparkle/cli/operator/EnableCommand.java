package dev.sparkle.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.services.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./sparkle operator enable}. */
@Command(
    name = "enable",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lets an account in again.")
final class EnableCommand implements Callable<Integer> {

  @Mixin private AsOperator operator = new AsOperator();

  @Parameters(paramLabel = "EMAIL", description = "Whose account")
  private String email;

  @Override
  public Integer call() {
    String id = operator.find(email).path("id").asText();
    JsonNode account = operator.call("POST", "admin/accounts/" + id + "/enable", null);
    operator.show(account, out -> out.println("  ✓ " + Line.of(account)));
    return ExitCode.OK;
  }
}
