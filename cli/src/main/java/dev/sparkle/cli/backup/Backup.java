package dev.sparkle.cli.backup;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A backup on the disk: a folder with a manifest, its seal, and the parts. It has its name only
 * when it is whole; while it is made, the folder's name begins with a point.
 *
 * @param text of the manifest, exactly as it lies there
 */
public record Backup(Path folder, Manifest manifest, String text) {

  static final String MANIFEST = "manifest.json";
  static final String SEAL = "manifest.seal";

  /** What an encrypted part's file ends in. */
  static final String SEALED = ".sealed";

  /**
   * The backup in a folder; only its manifest is read.
   *
   * @throws Trouble when there is none
   */
  public static Backup read(Path folder) {
    Path file = folder.resolve(MANIFEST);
    if (!Files.exists(file)) {
      throw new Trouble(
          ExitCode.USAGE,
          "there is no backup in " + folder + ".",
          "The backups that there are: ./sparkle backup list [--in DIR]");
    }
    try {
      String text = Files.readString(file);
      return new Backup(folder, Manifest.parse(text), text);
    } catch (IOException | IllegalArgumentException e) {
      throw new Trouble(
          ExitCode.DEGRADED,
          "the manifest of " + folder.getFileName() + " cannot be read.",
          "Use another backup: ./sparkle backup list",
          e);
    }
  }

  /** As {@link #read}; empty when there is none that can be read. */
  static Optional<Backup> find(Path folder) {
    try {
      return Optional.of(read(folder));
    } catch (Trouble none) {
      return Optional.empty();
    }
  }

  public String id() {
    return manifest.id();
  }

  private Path file(Manifest.Part part) {
    return folder.resolve(part.name() + (manifest.encrypted() ? SEALED : ""));
  }

  /**
   * A part's content.
   *
   * @param key null for a backup that is not encrypted
   * @throws IOException when it cannot be read, or (here or at a read) was altered
   */
  InputStream open(Manifest.Part part, BackupKey key) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file(part)), 1 << 16);
    return key == null ? in : SealedStreams.opening(in, key, context(id(), part.name()));
  }

  /** What the key of a part depends on: parts of other backups do not fit. */
  static String context(String id, String part) {
    return id + "/" + part;
  }

  /**
   * Holds the manifest against its seal and every part against the manifest.
   *
   * @param key null for a backup that is not encrypted
   * @throws Trouble that names what was altered or is missing
   */
  void check(BackupKey key, Progress progress) {
    try {
      if (!Files.exists(folder.resolve(SEAL))
          || !Seal.fits(Files.readString(folder.resolve(SEAL)), text, key)) {
        throw manifest.encrypted()
            ? damaged("the passphrase is another one, or the manifest was altered")
            : damaged("the manifest was altered");
      }
      for (Manifest.Part part : manifest.parts()) {
        progress.now("checking " + part.name());
        if (!Files.exists(file(part))) {
          throw damaged(file(part).getFileName() + " is missing");
        }
        if (Files.size(file(part)) != part.bytes()) {
          throw damaged(
              "%s has %d bytes, and should have %d"
                  .formatted(file(part).getFileName(), Files.size(file(part)), part.bytes()));
        }
        if (!sha256(file(part)).equals(part.sha256())) {
          throw damaged("the checksum of " + file(part).getFileName() + " is another one");
        }
      }
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + folder, e);
    }
  }

  private Trouble damaged(String why) {
    return new Trouble(
        ExitCode.DEGRADED,
        "the backup " + id() + " cannot be used: " + why + ".",
        manifest.encrypted() && why.startsWith("the passphrase")
            ? "Give the passphrase that it was made with, or use another backup."
            : "Use another backup: ./sparkle backup list");
  }

  private static String sha256(Path file) throws IOException {
    var digest = Seal.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
