package dev.sparkle.audit.entity;

import java.util.Objects;

/**
 * The end of a chain at some moment: whoever keeps one elsewhere can prove later that nothing up to
 * it was changed or cut off.
 *
 * @param seq the last record's number; 0 if there is none
 */
public record Head(String chain, long seq, ChainHash hash) {

  public Head {
    Objects.requireNonNull(chain, "chain");
    Objects.requireNonNull(hash, "hash");
    if (seq < 0) {
      throw new IllegalArgumentException("records are counted from 1, not " + seq);
    }
  }

  /**
   * Reads {@code chain:seq:hash}, as {@link #toString} writes it.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Head parse(String text) {
    int hash = text.lastIndexOf(':');
    int seq = hash < 0 ? -1 : text.lastIndexOf(':', hash - 1);
    if (seq < 1) {
      throw new IllegalArgumentException("a head is chain:number:hash, not " + text);
    }
    return new Head(
        text.substring(0, seq),
        Long.parseLong(text.substring(seq + 1, hash)),
        ChainHash.parse(text.substring(hash + 1)));
  }

  @Override
  public String toString() {
    return chain + ":" + seq + ":" + hash;
  }
}
