package dev.sparkle.cli.backup;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the passphrase of a backup comes from: a file, else the environment; never the command. */
final class Passphrase {

  static final String VARIABLE = "SPARKLE_BACKUP_PASSPHRASE";

  /** Shorter ones can be guessed, whatever the rounds. */
  private static final int SHORTEST = 12;

  private Passphrase() {}

  /**
   * The passphrase, without the line's end of a file.
   *
   * @param file null: look into the environment
   * @return empty if neither names one
   */
  static Optional<char[]> find(Path file, Map<String, String> environment) {
    if (file != null) {
      try {
        return Optional.of(Files.readString(file).strip().toCharArray());
      } catch (IOException e) {
        throw Trouble.withFile("cannot read the passphrase in " + file, e);
      }
    }
    return Optional.ofNullable(environment.get(VARIABLE))
        .filter(value -> !value.isBlank())
        .map(value -> value.strip().toCharArray());
  }

  /**
   * As {@link #find}.
   *
   * @throws Trouble if there is none
   */
  static char[] require(Path file, Map<String, String> environment, String what) {
    return find(file, environment)
        .orElseThrow(
            () ->
                new Trouble(
                    ExitCode.USAGE,
                    what + " needs a passphrase, and none is given.",
                    "Set " + VARIABLE + ", or name a file with --passphrase-file FILE."));
  }

  /**
   * As {@link #require}, for a new backup.
   *
   * @throws Trouble also if it is too short
   */
  static char[] forNew(Path file, Map<String, String> environment) {
    char[] found = require(file, environment, "an encrypted backup");
    if (found.length < SHORTEST) {
      throw new Trouble(
          ExitCode.USAGE,
          "the passphrase has " + found.length + " characters.",
          "Use " + SHORTEST + " or more; openssl rand -base64 24 makes one.");
    }
    return found;
  }
}
