package dev.sparkle.cli.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.backup.SealedStreams.AlteredException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedStreamsTest {

  private static final int HEAD = 8 + 32;
  private static final int PIECE = SealedStreams.PIECE + 16;
  private static final BackupKey KEY =
      BackupKey.of("a long passphrase".toCharArray(), new Manifest.Encryption("", "00ff", 1));

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65535, 65536, 65537, 131072, 200_000})
  void givesBackWhatWasWritten(int length) throws IOException {
    byte[] text = some(length);
    assertArrayEquals(text, open(seal(text), KEY, "a/database.dump"));
  }

  @Test
  void doesNotShowTheText() throws IOException {
    byte[] text = "the same words again ".repeat(50).getBytes(StandardCharsets.UTF_8);
    byte[] sealed = seal(text);
    assertFalse(
        new String(sealed, StandardCharsets.ISO_8859_1).contains("words"), "it can be read");
    assertFalse(Arrays.equals(sealed, seal(text)), "the same text is seen to be the same");
  }

  @Property(tries = 200)
  void findsEveryChangedByte(
      @ForAll @IntRange(max = 140_000) int at, @ForAll @IntRange(min = 1, max = 255) int change)
      throws IOException {
    byte[] sealed = seal(some(140_000));
    sealed[at] ^= (byte) change;
    assertThrows(AlteredException.class, () -> open(sealed, KEY, "a/database.dump"));
  }

  @Property(tries = 100)
  void findsWhatIsCutOff(@ForAll @IntRange(max = 131_000) int length) throws IOException {
    byte[] sealed = seal(some(131_072));
    assertThrows(
        AlteredException.class, () -> open(Arrays.copyOf(sealed, length), KEY, "a/database.dump"));
  }

  @Test
  void findsALastPieceThatIsMissing() throws IOException {
    byte[] sealed = seal(some(3 * SealedStreams.PIECE));
    byte[] whole = Arrays.copyOf(sealed, HEAD + 2 * PIECE);
    assertThrows(AlteredException.class, () -> open(whole, KEY, "a/database.dump"));
  }

  @Test
  void findsPiecesThatChangedPlaces() throws IOException {
    byte[] sealed = seal(some(3 * SealedStreams.PIECE));
    byte[] first = Arrays.copyOfRange(sealed, HEAD, HEAD + PIECE);
    System.arraycopy(sealed, HEAD + PIECE, sealed, HEAD, PIECE);
    System.arraycopy(first, 0, sealed, HEAD + PIECE, PIECE);
    assertThrows(AlteredException.class, () -> open(sealed, KEY, "a/database.dump"));
  }

  @Test
  void findsWhatIsAddedAtTheEnd() throws IOException {
    byte[] sealed = seal(some(1000));
    assertThrows(
        AlteredException.class,
        () -> open(Arrays.copyOf(sealed, sealed.length + 1), KEY, "a/database.dump"));
  }

  @Test
  void opensWithNoOtherPassphraseAndUnderNoOtherName() throws IOException {
    byte[] sealed = seal(some(10));
    BackupKey other = BackupKey.of("another one".toCharArray(), KEY.described());
    assertThrows(AlteredException.class, () -> open(sealed, other, "a/database.dump"));
    assertThrows(AlteredException.class, () -> open(sealed, KEY, "a/files.zip"));
    assertThrows(AlteredException.class, () -> open(sealed, KEY, "b/database.dump"));
  }

  @Test
  void sealsAManifestSoThatOnlyThePassphraseMakesTheSeal() {
    String seal = Seal.of("{}", KEY);
    assertTrue(Seal.fits(seal, "{}", KEY));
    assertFalse(Seal.fits(seal, "{ }", KEY));
    assertFalse(Seal.fits(Seal.of("{}", null), "{}", KEY));
    assertFalse(Seal.fits(seal, "{}", BackupKey.of("another one".toCharArray(), KEY.described())));
    assertTrue(Seal.fits(Seal.of("{}", null), "{}", null));
  }

  private static byte[] some(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] seal(byte[] text) throws IOException {
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    try (OutputStream out = SealedStreams.sealing(sealed, KEY, "a/database.dump")) {
      out.write(text);
    }
    return sealed.toByteArray();
  }

  private static byte[] open(byte[] sealed, BackupKey key, String name) throws IOException {
    return SealedStreams.opening(new ByteArrayInputStream(sealed), key, name).readAllBytes();
  }
}
