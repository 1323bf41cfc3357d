package dev.sparkle.cli.harden;

import picocli.CommandLine.Command;

/** {@code ./sparkle harden}. */
@Command(
    name = "harden",
    mixinStandardHelpOptions = true,
    description =
        "Whether a running server lets itself be used only as meant; and what it is made of.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      HardenCheckCommand.class,
      SecretsCommand.class,
      MaterialsCommand.class,
      ReproducibleCommand.class
    })
public final class HardenCommand {}
