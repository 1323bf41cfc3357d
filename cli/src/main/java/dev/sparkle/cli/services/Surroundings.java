package dev.sparkle.cli.services;

import dev.sparkle.platform.control.setting.SecretFiles;
import java.util.Map;

/**
 * The environment of the command, with secrets from files in their place: {@code
 * SPARKLE_DATABASE_URL_FILE} names a file that holds what {@code SPARKLE_DATABASE_URL} would.
 */
public final class Surroundings {

  private Surroundings() {}

  /**
   * By name.
   *
   * @throws Trouble when a file cannot be read, or a secret is given twice and differently
   */
  public static Map<String, String> environment() {
    return environment(System.getenv());
  }

  /** As {@link #environment()}, of a given one. */
  public static Map<String, String> environment(Map<String, String> given) {
    SecretFiles files = SecretFiles.of(given);
    if (!files.problems().isEmpty()) {
      throw new Trouble(
          ExitCode.USAGE,
          String.join(" ", files.problems().values()),
          "Name a file that you may read, with the secret and nothing else in it.");
    }
    return files.in(given);
  }
}
