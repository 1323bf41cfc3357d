package dev.sparkle.cli.client;

import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Mints an operator's token for whoever may read the installation's signing keys: the operator on
 * the server's own machine. Found as a service; without one there is none to be had.
 */
public interface OperatorToken {

  /**
   * A short-lived token with the role operator.
   *
   * @param keys the folder of the signing keys
   * @return empty if they cannot be read
   */
  Optional<String> mint(Path keys);

  /** The one that is installed. */
  static OperatorToken lookup() {
    return ServiceLoader.load(OperatorToken.class).findFirst().orElse(keys -> Optional.empty());
  }
}
