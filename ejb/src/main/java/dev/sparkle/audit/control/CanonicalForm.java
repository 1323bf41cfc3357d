package dev.sparkle.audit.control;

import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.audit.entity.AuditRecord;
import dev.sparkle.audit.entity.ChainHash;
import dev.sparkle.audit.entity.Head;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * The one text of a record that is hashed: a JSON object without spaces, its fields in the order of
 * {@link #text}, absent ones left out, {@code at} in microseconds since 1970 (UTC); in texts a
 * quotation mark and a backslash have a backslash before them, signs below U+0020 are written as
 * backslash, u and four small hexadecimal digits, all others stand for themselves. A record's hash
 * is SHA-256 of the hash before it (32 bytes; zeros before the first) and this text in UTF-8.
 */
public final class CanonicalForm {

  private CanonicalForm() {}

  /** The record's text. Its hash is no part of it. */
  public static String text(String chain, long seq, Instant at, AuditEvent event, Head anchor) {
    StringBuilder text = new StringBuilder("{\"v\":1");
    put(text, "chain", chain);
    put(text, "seq", seq);
    put(text, "at", micros(at));
    put(text, "kind", event.kind().code());
    put(text, "severity", event.severity().code());
    put(text, "account", event.account());
    put(text, "generation", event.generation());
    put(text, "layer", event.layer());
    put(text, "decision", event.decision());
    put(text, "reason", event.reason());
    put(text, "score", event.score());
    put(text, "rules", event.rules().isEmpty() ? null : String.join(",", event.rules()));
    put(text, "object", event.object());
    if (anchor != null) {
      put(text, "anchorChain", anchor.chain());
      put(text, "anchorSeq", anchor.seq());
      put(text, "anchorHash", anchor.hash());
    }
    return text.append('}').toString();
  }

  /** The record's hash as it must be after the one before it. */
  public static ChainHash hash(
      ChainHash before, String chain, long seq, Instant at, AuditEvent event, Head anchor) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(before.bytes());
      digest.update(text(chain, seq, at, event, anchor).getBytes(StandardCharsets.UTF_8));
      return ChainHash.of(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The hash that the record should have. */
  static ChainHash hash(ChainHash before, AuditRecord record) {
    return hash(before, record.chain(), record.seq(), record.at(), record.event(), record.anchor());
  }

  private static void put(StringBuilder text, String name, Object value) {
    if (value == null) {
      return;
    }
    text.append(",\"").append(name).append("\":");
    if (value instanceof Number) {
      text.append(value);
    } else {
      quote(text, value.toString());
    }
  }

  private static void quote(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    text.append('"');
  }

  private static long micros(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1000);
  }
}
