package dev.sparkle.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.services.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./sparkle operator password}. */
@Command(
    name = "password",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Gives an account a one-time password, opens its door if it was tried too often, and ends its"
          + " sessions.",
      ""
    })
final class PasswordCommand implements Callable<Integer> {

  @Mixin private AsOperator operator = new AsOperator();

  @Parameters(paramLabel = "EMAIL", description = "Whose account")
  private String email;

  @Override
  public Integer call() {
    String id = operator.find(email).path("id").asText();
    JsonNode answer = operator.call("POST", "admin/accounts/" + id + "/password", null);
    operator.show(
        answer,
        out -> {
          out.println("  ✓ " + Line.of(answer.path("account")));
          Line.password(out, answer, email);
        });
    return ExitCode.OK;
  }
}
