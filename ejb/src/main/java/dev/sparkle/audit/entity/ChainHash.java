package dev.sparkle.audit.entity;

import java.util.Arrays;
import java.util.HexFormat;

/** SHA-256 of a record and, through the one before it, of the whole chain up to it. */
public final class ChainHash {

  private static final int BYTES = 32;

  /** What stands before the first record of a chain. */
  public static final ChainHash NONE = new ChainHash(new byte[BYTES]);

  private final byte[] bytes;

  private ChainHash(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    this.bytes = bytes;
  }

  /** A hash of 32 bytes. */
  public static ChainHash of(byte[] bytes) {
    return new ChainHash(bytes.clone());
  }

  /** A hash of 64 hexadecimal digits. */
  public static ChainHash parse(String hex) {
    return new ChainHash(HexFormat.of().parseHex(hex));
  }

  /** Its 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChainHash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** 64 hexadecimal digits, small letters. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
