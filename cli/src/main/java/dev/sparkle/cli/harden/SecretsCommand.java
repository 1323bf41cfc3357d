package dev.sparkle.cli.harden;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle harden secrets}. */
@Command(
    name = "secrets",
    mixinStandardHelpOptions = true,
    description = {
      "Looks for secrets in the files of this checkout and in its whole history, in seconds.",
      "What is none is listed in " + SecretScan.ALLOWED + " by its digest. The tests run it, too."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:none found", "1:some found, or this is no repository of git"})
public final class SecretsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "as a JSON object")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    SecretScan.Result result = new SecretScan(Home.here().root()).look();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(result));
    } else {
      for (SecretScan.Place place : result.places()) {
        out.printf(
            "✗ %-20s %s:%d   (%s)   digest %s%n",
            place.rule(), place.path(), place.line(), place.where(), place.digest());
      }
      out.printf(
          "%d found in %d files and %d contents of the history%s.%n",
          result.places().size(),
          result.files(),
          result.contents(),
          result.wholeHistory() ? "" : " (a shallow clone: not all of it)");
      if (!result.places().isEmpty()) {
        out.println(
            "One that is real: make it worthless first (a new key), then take it out. One that is"
                + " made up: its digest and why into "
                + SecretScan.ALLOWED
                + ".");
      }
    }
    out.flush();
    return result.places().isEmpty() ? ExitCode.OK : ExitCode.DEGRADED;
  }
}
