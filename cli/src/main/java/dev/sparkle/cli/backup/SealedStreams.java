package dev.sparkle.cli.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Streams that are encrypted and authenticated piece by piece, as in the construction STREAM
 * (Hoang, Reyhanitabar, Rogaway, Vizár 2015), which age and Tink use too: a piece of 64 KiB is
 * AES-256-GCM; its nonce is its number and whether it is the last. Nothing is given out before its
 * piece was found unaltered, and pieces that were changed, left out, doubled or reordered, or are
 * missing at the end, are found. Each stream has a key of its own, which depends on its name.
 */
final class SealedStreams {

  static final int PIECE = 64 * 1024;

  private static final byte[] MAGIC = "SPARKLE1".getBytes(StandardCharsets.US_ASCII);
  private static final int SALT_BYTES = 32;
  private static final int TAG_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What was read is not what was written, or the passphrase is another. */
  static final class AlteredException extends IOException {
    private static final long serialVersionUID = 1L;

    AlteredException(String words) {
      super(words);
    }
  }

  private SealedStreams() {}

  /** Encrypts what is written; it is whole only after it was closed. */
  static OutputStream sealing(OutputStream out, BackupKey key, String name) throws IOException {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    out.write(MAGIC);
    out.write(salt);
    return new Sealing(out, key.derive(name, salt));
  }

  /**
   * Decrypts what {@link #sealing} wrote under the same name.
   *
   * @throws AlteredException here or at a read, when it is not that
   */
  static InputStream opening(InputStream in, BackupKey key, String name) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    byte[] salt = in.readNBytes(SALT_BYTES);
    if (!Arrays.equals(magic, MAGIC) || salt.length < SALT_BYTES) {
      throw new AlteredException("it is no sealed part");
    }
    return new Opening(in, key.derive(name, salt));
  }

  private static Cipher cipher(int mode, byte[] key, long number, boolean last)
      throws GeneralSecurityException {
    byte[] nonce =
        ByteBuffer.allocate(NONCE_BYTES)
            .put(NONCE_BYTES - 1, (byte) (last ? 1 : 0))
            .putLong(3, number)
            .array();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    return cipher;
  }

  private static final class Sealing extends FilterOutputStream {

    private final byte[] key;
    private final byte[] piece = new byte[PIECE];
    private int filled;
    private long number;
    private boolean closed;

    Sealing(OutputStream out, byte[] key) {
      super(out);
      this.key = key;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      int at = from;
      int left = length;
      while (left > 0) {
        if (filled == PIECE) {
          emit(false);
        }
        int some = Math.min(left, PIECE - filled);
        System.arraycopy(bytes, at, piece, filled, some);
        filled += some;
        at += some;
        left -= some;
      }
    }

    private void emit(boolean last) throws IOException {
      try {
        out.write(cipher(Cipher.ENCRYPT_MODE, key, number++, last).doFinal(piece, 0, filled));
        filled = 0;
      } catch (GeneralSecurityException everyJdkHasIt) {
        throw new IllegalStateException(everyJdkHasIt);
      }
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        emit(true);
        super.close();
      }
    }
  }

  private static final class Opening extends InputStream {

    private final PushbackInputStream in;
    private final byte[] key;
    private byte[] piece = new byte[0];
    private int at;
    private long number;
    private boolean over;

    Opening(InputStream in, byte[] key) {
      this.in = new PushbackInputStream(in);
      this.key = key;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      while (at == piece.length) {
        if (over) {
          return -1;
        }
        next();
      }
      int some = Math.min(length, piece.length - at);
      System.arraycopy(piece, at, into, from, some);
      at += some;
      return some;
    }

    private void next() throws IOException {
      byte[] sealed = in.readNBytes(PIECE + TAG_BYTES);
      int following = in.read();
      if (following >= 0) {
        in.unread(following);
      }
      over = following < 0;
      if (sealed.length < TAG_BYTES) {
        throw new AlteredException("it was cut off");
      }
      try {
        piece = cipher(Cipher.DECRYPT_MODE, key, number++, over).doFinal(sealed);
        at = 0;
      } catch (AEADBadTagException altered) {
        throw new AlteredException("it was altered, or the passphrase is another");
      } catch (GeneralSecurityException everyJdkHasIt) {
        throw new IllegalStateException(everyJdkHasIt);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
