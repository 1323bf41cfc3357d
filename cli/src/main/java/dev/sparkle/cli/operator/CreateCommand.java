package dev.sparkle.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./sparkle operator create}. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes an account that operates this Sparkle, or one with other roles.",
      "At a terminal it asks for a password; otherwise, and with --generate, it prints one that is"
          + " to be replaced at the first sign-in, within a day.",
      ""
    })
final class CreateCommand implements Callable<Integer> {

  @Mixin private AsOperator operator = new AsOperator();

  @Parameters(paramLabel = "EMAIL", description = "The address to sign in with")
  private String email;

  @Option(names = "--name", paramLabel = "NAME", description = "As others see it")
  private String name;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "learner, teacher, guardian or operator; may be repeated. Default: operator")
  private List<String> roles = new ArrayList<>();

  @Option(names = "--generate", description = "Do not ask for a password")
  private boolean generate;

  @Override
  public Integer call() {
    ObjectNode body = AsOperator.JSON.createObjectNode().put("email", email);
    if (name != null) {
      body.put("displayName", name);
    }
    (roles.isEmpty() ? List.of("operator") : roles).forEach(body.putArray("roles")::add);
    if (!generate && System.console() != null) {
      body.put("password", ask(System.console()));
    }
    JsonNode made = operator.call("POST", "admin/accounts", body);
    operator.show(
        made,
        out -> {
          out.println("  ✓ " + Line.of(made.path("account")));
          Line.password(out, made, email);
        });
    return ExitCode.OK;
  }

  private static String ask(Console console) {
    char[] first = console.readPassword("Password: ");
    char[] again = console.readPassword("Again: ");
    if (first == null || again == null || !new String(first).equals(new String(again))) {
      throw new Trouble(
          ExitCode.USAGE, "the two passwords differ.", "Try again; nothing was made.");
    }
    return new String(first);
  }
}
