package dev.sparkle.identity.control;

import com.nimbusds.jwt.SignedJWT;
import dev.sparkle.platform.control.CurrentSettings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The signing keys of this node. Opened when it starts, so that a key that cannot be made is seen
 * at once; looked at every two seconds, so that a rotation by whichever node is taken in.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Keyring {

  private static final Logger LOG = System.getLogger(Keyring.class.getName());
  private static final long LOOK_SECONDS = 2;

  /** Several looks of every node. */
  private static final Duration NOTICE = Duration.ofSeconds(10);

  /** Clocks differ; security.xml allows for as much. */
  private static final Duration SKEW = Duration.ofSeconds(30);

  /** What came of a rotation: the new key, and until when the ones before verify. */
  public record Rotated(String keyId, Instant signsFrom, Instant othersVerifyUntil) {}

  @Resource(lookup = "concurrent/sparkle-leases")
  private ManagedScheduledExecutorService executor;

  @Inject private CurrentSettings settings;
  @Inject private Clock clock;

  private Path folder;
  private volatile SigningKeys keys;
  private volatile AccessTokens tokens;
  private FileTime seen;
  private ScheduledFuture<?> round;

  @PostConstruct
  void open() {
    folder = Path.of(settings.get().identity().keysDirectory()).toAbsolutePath();
    use(SigningKeys.loadOrCreate(folder));
    round = executor.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private void use(SigningKeys loaded) {
    keys = loaded;
    tokens = new AccessTokens(loaded, clock);
  }

  /** Takes in what was written since the last look. */
  private synchronized void look() {
    try {
      FileTime written = SigningKeys.writtenAt(folder);
      if (!written.equals(seen)) {
        use(SigningKeys.load(folder));
        seen = written;
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "the signing keys could not be read; the old ones stay in use", e);
    }
  }

  /** Issues tokens. */
  public AccessTokens tokens() {
    return tokens;
  }

  /** The public keys, as a JWKS document. */
  public String publicJwks() {
    return keys.publicJwks(clock.instant());
  }

  /**
   * Whether a token was signed by a key that is good now. Its signature was checked before, by a
   * verifier that may remember a key longer than it is good.
   */
  public boolean isOfAGoodKey(String token) {
    try {
      String id = SignedJWT.parse(token).getHeader().getKeyID();
      if (!keys.knows(id, clock.instant())) {
        look(); // perhaps another node has rotated just now
      }
      return keys.knows(id, clock.instant());
    } catch (ParseException e) {
      return false;
    }
  }

  /**
   * Makes a new key, in the folder that all nodes use.
   *
   * @param leaked whether the ones before are good no more, at once
   * @throws IOException if the folder cannot be written
   */
  public synchronized Rotated rotate(boolean leaked) throws IOException {
    Instant now = clock.instant();
    if (leaked) {
      use(SigningKeys.replaceAll(folder));
      return new Rotated(keys.youngest(), now, now);
    }
    Duration live = settings.get().identity().accessTokenLifetime().plus(SKEW);
    use(SigningKeys.rotate(folder, now, NOTICE, live));
    return new Rotated(keys.youngest(), now.plus(NOTICE), now.plus(NOTICE).plus(live));
  }

  @PreDestroy
  void end() {
    round.cancel(true);
  }
}
