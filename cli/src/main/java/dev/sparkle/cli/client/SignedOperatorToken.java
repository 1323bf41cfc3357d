package dev.sparkle.cli.client;

import dev.sparkle.identity.control.AccessTokens;
import dev.sparkle.identity.control.SigningKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Signs the operator's token with the installation's own keys. */
public final class SignedOperatorToken implements OperatorToken {

  @Override
  public Optional<String> mint(Path keys) {
    try {
      return Optional.of(
          new AccessTokens(SigningKeys.load(keys), Clock.systemUTC()).issueForLocalOperator());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
