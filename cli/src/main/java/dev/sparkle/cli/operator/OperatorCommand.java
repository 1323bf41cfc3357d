package dev.sparkle.cli.operator;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./sparkle operator}: accounts, and the keys that sign their tokens. */
@Command(
    name = "operator",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Makes operators and manages accounts. Whoever can read the installation's signing keys may;"
          + " no account has a default password.",
      ""
    },
    subcommands = {
      CreateCommand.class,
      AccountsCommand.class,
      DisableCommand.class,
      EnableCommand.class,
      RoleCommand.class,
      PasswordCommand.class,
      RotateKeysCommand.class,
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:not done; the sentence says why",
      "2:wrong usage",
      "3:the server does not answer"
    })
public final class OperatorCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Without a command: what there is. */
  @Override
  public void run() {
    CommandLine line = spec.commandLine();
    line.usage(line.getOut());
  }
}
