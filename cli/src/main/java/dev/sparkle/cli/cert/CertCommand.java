package dev.sparkle.cli.cert;

import picocli.CommandLine.Command;

/** {@code ./sparkle cert}. */
@Command(
    name = "cert",
    mixinStandardHelpOptions = true,
    description = {
      "The certificate that browsers see: which one is in use and until when, one for development,",
      "or your own. Nodes that run take a new one within ten seconds, without a restart."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {CertShowCommand.class, CertMakeCommand.class, CertUseCommand.class})
public final class CertCommand {}
