package dev.sparkle.audit.entity;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * A link of a chain.
 *
 * @param chain the node that wrote it
 * @param seq its number in the chain, from 1 without a gap
 * @param at when it happened, to the microsecond
 * @param anchor the end of another chain, as it was seen; null unless the record is an anchor
 * @param hash of this record and of the one before
 */
public record AuditRecord(
    String chain, long seq, Instant at, AuditEvent event, Head anchor, ChainHash hash) {

  public AuditRecord {
    Objects.requireNonNull(chain, "chain");
    at = at.truncatedTo(ChronoUnit.MICROS);
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(hash, "hash");
  }

  /** The chain's end at this record. */
  public Head head() {
    return new Head(chain, seq, hash);
  }
}
