package dev.sparkle.identity.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.List;

/**
 * The keys that sign Sparkle's tokens, in a folder that all nodes of an installation share or have
 * a copy of: {@code signing-keys.json} (private, readable by its owner only; the first key signs)
 * and {@code jwks.json} (public, what verifiers read).
 */
public final class SigningKeys {

  private static final String PRIVATE = "signing-keys.json";
  private static final String PUBLIC = "jwks.json";

  /** RFC 7518, section 3.3 asks for at least this; signing takes under a millisecond. */
  private static final int BITS = 2048;

  private final JWKSet keys;

  private SigningKeys(JWKSet keys) {
    this.keys = keys;
  }

  /**
   * The keys of the folder, made first if there are none. Nodes that start together make one set.
   *
   * @throws UncheckedIOException if the folder cannot be read or written
   * @throws IllegalStateException if its files are not key sets
   */
  public static SigningKeys loadOrCreate(Path folder) {
    try {
      if (!Files.exists(folder.resolve(PRIVATE)) || !Files.exists(folder.resolve(PUBLIC))) {
        create(folder);
      }
      return load(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("signing keys in " + folder, e);
    }
  }

  /**
   * The keys of the folder.
   *
   * @throws IOException if they cannot be read
   * @throws IllegalStateException if they are no key set
   */
  public static SigningKeys load(Path folder) throws IOException {
    try {
      return new SigningKeys(JWKSet.load(folder.resolve(PRIVATE).toFile()));
    } catch (ParseException e) {
      throw new IllegalStateException(folder.resolve(PRIVATE) + " is not a key set", e);
    }
  }

  // a file lock keeps other processes out, the monitor other threads of this one
  private static synchronized void create(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Path secret = folder.resolve(PRIVATE);
      if (!lock.isValid() || Files.exists(secret) && Files.exists(folder.resolve(PUBLIC))) {
        return;
      }
      JWKSet keys = Files.exists(secret) ? load(folder).keys : new JWKSet(List.of(newKey()));
      publish(secret, keys.toString(false), "rw-------");
      publish(folder.resolve(PUBLIC), keys.toString(true), "rw-r--r--");
    }
  }

  private static void publish(Path file, String text, String permissions) throws IOException {
    Path draft =
        Files.createTempFile(
            file.getParent(),
            file.getFileName().toString(),
            null,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, text);
    Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(permissions));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(BITS)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("no RSA in this Java", e);
    }
  }

  /** The key that signs. */
  RSAKey signing() {
    return keys.getKeys().get(0).toRSAKey();
  }

  /** The public halves, as a JWKS document. */
  public String publicJwks() {
    return keys.toString(true);
  }
}
