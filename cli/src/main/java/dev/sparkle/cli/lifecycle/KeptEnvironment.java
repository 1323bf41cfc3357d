package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether an installation is one for development or for production. It stays what it was started
 * as: an {@code up} without a word after a production installation was stopped must not open the
 * doors that development leaves open. {@code down --purge} forgets it with the data.
 *
 * @param environment {@code development} or {@code production}
 */
record KeptEnvironment(String environment) {

  static final String DEVELOPMENT = "development";
  private static final List<String> ALL = List.of(DEVELOPMENT, "production");

  /**
   * Which one is meant.
   *
   * @param told by the operator; null: as it was, and development the first time
   * @throws Trouble when there is no such environment
   */
  static KeptEnvironment of(Home home, String told) {
    if (told == null) {
      return JsonFile.read(file(home), KeptEnvironment.class)
          .or(() -> ofItsNodes(home))
          .orElse(new KeptEnvironment(DEVELOPMENT));
    }
    if (!ALL.contains(told)) {
      throw new Trouble(
          ExitCode.USAGE,
          "there is no environment " + told + ".",
          "Choose development or production.");
    }
    return new KeptEnvironment(told);
  }

  /** Those that run were perhaps started by a version that did not remember it. */
  private static Optional<KeptEnvironment> ofItsNodes(Home home) {
    return home.nodeNames().stream()
        .flatMap(name -> NodeRecord.read(home, name).stream())
        .map(node -> new KeptEnvironment(node.environment()))
        .findFirst();
  }

  boolean isDevelopment() {
    return environment.equals(DEVELOPMENT);
  }

  /** Remembers it for the next {@code up}. */
  void keep(Home home) {
    JsonFile.write(file(home), this);
  }

  private static Path file(Home home) {
    return home.data().resolve("environment.json");
  }
}
