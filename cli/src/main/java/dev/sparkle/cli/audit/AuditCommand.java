package dev.sparkle.cli.audit;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./sparkle audit}: who did what, and whether the record of it is whole. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Reads the audit record and proves it whole. Needs the database, no node.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AuditVerifyCommand.class,
      AuditListCommand.class,
      CommandLine.HelpCommand.class,
    })
public final class AuditCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Without a command: what there is. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
