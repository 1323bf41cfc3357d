package dev.sparkle.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.services.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./sparkle operator rotate-keys}. */
@Command(
    name = "rotate-keys",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a new key that signs access tokens. All nodes that share the folder of the keys take"
          + " it in within seconds; tokens of the key before stay good until they expire.",
      ""
    })
final class RotateKeysCommand implements Callable<Integer> {

  @Mixin private AsOperator operator = new AsOperator();

  @Option(
      names = "--leaked",
      description = "Somebody else may have the keys: they are good no more, at once")
  private boolean leaked;

  @Override
  public Integer call() {
    JsonNode done =
        operator.call(
            "POST", "admin/keys/rotate", AsOperator.JSON.createObjectNode().put("leaked", leaked));
    operator.show(
        done,
        out -> {
          out.println(
              "  ✓ key "
                  + done.path("keyId").asText()
                  + " signs from "
                  + done.path("signsFrom").asText());
          out.println(
              leaked
                  ? "    Access tokens of the keys before are refused; refresh tokens give new ones."
                  : "    Keys before it verify until " + done.path("othersVerifyUntil").asText());
        });
    return ExitCode.OK;
  }
}
