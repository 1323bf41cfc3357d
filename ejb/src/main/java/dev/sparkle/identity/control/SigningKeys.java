package dev.sparkle.identity.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
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
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The keys that sign Sparkle's tokens, in a folder that all nodes of an installation share or have
 * a copy of: {@code signing-keys.json} (private, readable by its owner only) and {@code jwks.json}
 * (public, what verifiers read). The youngest key whose time has come signs; one that is being
 * replaced still verifies until the last token that it signed has expired.
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
      JWKSet keys = Files.exists(secret) ? load(folder).keys : new JWKSet(List.of(newKey(null)));
      write(folder, keys);
    }
  }

  /** Verifiers first, so that nobody signs by a key that they do not know. */
  private static void write(Path folder, JWKSet keys) throws IOException {
    publish(folder.resolve(PUBLIC), keys.toString(true), "rw-r--r--");
    publish(folder.resolve(PRIVATE), keys.toString(false), "rw-------");
  }

  /**
   * Adds a key that signs from then on, and lets those before end when their tokens have.
   *
   * @param notice until the new one signs: longer than nodes take to see it
   * @param tokens how long tokens live that the old ones have signed by then
   * @throws IOException if the folder cannot be written
   */
  public static synchronized SigningKeys rotate(
      Path folder, Instant now, Duration notice, Duration tokens) throws IOException {
    return replace(
        folder,
        keys -> {
          Date end = Date.from(now.plus(notice).plus(tokens));
          List<JWK> all = new ArrayList<>();
          all.add(newKey(Date.from(now.plus(notice))));
          for (JWK old : keys) {
            if (isGood(old, now)) {
              all.add(old.getExpirationTime() == null ? ending(old, end) : old);
            }
          }
          return all;
        });
  }

  /**
   * Replaces all keys at once: for when somebody else may have them. Nodes refuse the tokens of the
   * others as soon as they have seen it; refresh tokens give new ones.
   *
   * @throws IOException if the folder cannot be written
   */
  public static synchronized SigningKeys replaceAll(Path folder) throws IOException {
    return replace(folder, keys -> List.of(newKey(null)));
  }

  private static SigningKeys replace(Path folder, UnaryOperator<List<JWK>> change)
      throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new IOException("the folder is not to be had alone");
      }
      JWKSet changed = new JWKSet(change.apply(load(folder).keys.getKeys()));
      write(folder, changed);
      return new SigningKeys(changed);
    }
  }

  private static RSAKey ending(JWK key, Date end) {
    return new RSAKey.Builder(key.toRSAKey()).expirationTime(end).build();
  }

  private static boolean isGood(JWK key, Instant now) {
    return key.getExpirationTime() == null || key.getExpirationTime().toInstant().isAfter(now);
  }

  /** When the files were last written; for noticing that they were. */
  public static FileTime writtenAt(Path folder) throws IOException {
    return Files.getLastModifiedTime(folder.resolve(PRIVATE));
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

  /** A key that signs from then on; null: at once. */
  private static RSAKey newKey(Date from) {
    try {
      return new RSAKeyGenerator(BITS)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .keyIDFromThumbprint(true)
          .notBeforeTime(from)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("no RSA in this Java", e);
    }
  }

  /** The key that signs now. */
  RSAKey signing(Instant now) {
    return keys.getKeys().stream()
        .filter(key -> isGood(key, now))
        .filter(
            key ->
                key.getNotBeforeTime() == null || !key.getNotBeforeTime().toInstant().isAfter(now))
        .findFirst()
        .orElseGet(() -> keys.getKeys().get(0))
        .toRSAKey();
  }

  /** Whether tokens of that key are good now. */
  boolean knows(String keyId, Instant now) {
    JWK key = keyId == null ? null : keys.getKeyByKeyId(keyId);
    return key != null && isGood(key, now);
  }

  /** The id of the youngest key. */
  public String youngest() {
    return keys.getKeys().get(0).getKeyID();
  }

  /** The public halves of those that verify now, as a JWKS document. */
  public String publicJwks(Instant now) {
    return new JWKSet(keys.getKeys().stream().filter(key -> isGood(key, now)).toList())
        .toString(true);
  }
}
