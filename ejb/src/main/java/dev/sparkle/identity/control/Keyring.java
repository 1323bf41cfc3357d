package dev.sparkle.identity.control;

import dev.sparkle.platform.control.CurrentSettings;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;

/** Opens the keyring when the node starts, so that a key that cannot be made is seen at once. */
@Singleton
@Startup
@Lock(LockType.READ)
public class Keyring {

  private CurrentSettings settings;
  private Clock clock;
  private SigningKeys keys;
  private AccessTokens tokens;

  /** For the container. */
  public Keyring() {}

  @Inject
  public Keyring(CurrentSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @PostConstruct
  void open() {
    keys =
        SigningKeys.loadOrCreate(
            Path.of(settings.get().identity().keysDirectory()).toAbsolutePath());
    tokens = new AccessTokens(keys, clock);
  }

  /** Issues tokens. */
  public AccessTokens tokens() {
    return tokens;
  }

  /** The public keys, as a JWKS document. */
  public String publicJwks() {
    return keys.publicJwks();
  }
}
