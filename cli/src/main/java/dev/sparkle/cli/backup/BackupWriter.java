package dev.sparkle.cli.backup;

import dev.sparkle.cli.services.Removal;
import dev.sparkle.cli.services.Trouble;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Writes a backup: under a name that begins with a point, readable by its owner alone, and renamed
 * when everything of it is on the disk. A program that dies leaves the former only.
 */
final class BackupWriter implements AutoCloseable {

  /** What the name of an unfinished one begins with. */
  static final String PARTIAL = ".partial-";

  private static final Set<PosixFilePermission> MINE = PosixFilePermissions.fromString("rw-------");

  private final String id;
  private final Path whole;
  private final Path partial;
  private final BackupKey key;
  private final List<Manifest.Part> parts = new ArrayList<>();
  private boolean finished;

  /** What a part is written by. */
  interface Content {
    void write(OutputStream out) throws IOException;
  }

  /**
   * @param key null: not encrypted
   */
  BackupWriter(Path directory, String id, BackupKey key) {
    this.id = id;
    this.key = key;
    whole = directory.resolve(id);
    partial = directory.resolve(PARTIAL + id + "-" + ProcessHandle.current().pid());
    try {
      Files.createDirectories(directory);
      Files.createDirectory(
          partial,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw Trouble.withFile("cannot write to " + directory, e);
    }
  }

  /** Writes a part; its file is on the disk when this returns. */
  void part(String name, Content content) {
    Path file = partial.resolve(name + (key == null ? "" : Backup.SEALED));
    var digest = Seal.sha256();
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(MINE))) {
      OutputStream counted =
          new BufferedOutputStream(
              new DigestOutputStream(java.nio.channels.Channels.newOutputStream(channel), digest),
              1 << 16);
      // closing it ends the seal; the channel is closed by the block
      OutputStream keeps = new KeptOpen(counted);
      if (key == null) {
        content.write(keeps);
      } else {
        try (OutputStream sealing = SealedStreams.sealing(keeps, key, Backup.context(id, name))) {
          content.write(sealing);
        }
      }
      counted.flush();
      channel.force(true);
      parts.add(new Manifest.Part(name, channel.size(), HexFormat.of().formatHex(digest.digest())));
    } catch (IOException e) {
      throw Trouble.withFile("cannot write " + name + " of the backup", e);
    }
  }

  /** What was written so far. */
  List<Manifest.Part> parts() {
    return List.copyOf(parts);
  }

  /** Seals it and gives it its name. */
  Backup finish(Manifest manifest) {
    String text = manifest.text();
    try {
      writeText(Backup.MANIFEST, text);
      writeText(Backup.SEAL, Seal.of(text, key));
      force(partial);
      Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
      force(whole.toAbsolutePath().getParent());
      finished = true;
      return new Backup(whole, manifest, text);
    } catch (IOException e) {
      throw Trouble.withFile("cannot finish the backup " + whole, e);
    }
  }

  private void writeText(String name, String text) throws IOException {
    Path file = partial.resolve(name);
    Files.createFile(file, PosixFilePermissions.asFileAttribute(MINE));
    Files.writeString(file, text);
    force(file);
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Removes what is unfinished. */
  @Override
  public void close() {
    if (!finished) {
      Removal.of(partial);
    }
  }

  private static final class KeptOpen extends java.io.FilterOutputStream {

    KeptOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
