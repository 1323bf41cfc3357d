package dev.sparkle.knowledge.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** An upload on the disk, for as long as it is looked at. Only this process may read it. */
final class Spool implements AutoCloseable {

  private final Path file;
  private final byte[] head;
  private final byte[] sha256;
  private final long size;

  private Spool(Path file, byte[] head, byte[] sha256, long size) {
    this.file = file;
    this.head = head;
    this.sha256 = sha256;
    this.size = size;
  }

  /**
   * Copies a stream to the disk, but no more than one byte beyond the limit.
   *
   * @throws IOException if the stream breaks or the disk is full; then nothing is left behind
   */
  static Spool of(InputStream content, long maxBytes) throws IOException {
    Path file = Files.createTempFile("sparkle-upload-", ".tmp");
    try (OutputStream out = Files.newOutputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      byte[] head = new byte[0];
      long size = 0;
      while (size <= maxBytes) {
        int room = (int) Math.min(buffer.length, maxBytes + 1 - size);
        int read = content.readNBytes(buffer, 0, room);
        if (read == 0) {
          break;
        }
        if (size == 0) {
          head = Arrays.copyOf(buffer, Math.min(read, ContentSniffer.HEAD));
        }
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
        size += read;
      }
      return new Spool(file, head, digest.digest(), size);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  Path file() {
    return file;
  }

  byte[] head() {
    return head.clone();
  }

  byte[] sha256() {
    return sha256.clone();
  }

  /** Bytes on the disk; one more than the limit if the stream had more than that. */
  long size() {
    return size;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
