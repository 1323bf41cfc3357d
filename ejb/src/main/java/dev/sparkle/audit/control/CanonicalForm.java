package dev.sparkle.audit.control;

import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.audit.entity.AuditRecord;
import dev.sparkle.audit.entity.ChainHash;
import dev.sparkle.audit.entity.Head;
import dev.sparkle.platform.control.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The one text of a record that is hashed: a JSON object without spaces, its fields in the order of
 * {@link #text}, absent ones left out, {@code at} in microseconds since 1970 (UTC). A record's hash
 * is SHA-256 of the hash before it (32 bytes; zeros before the first) and this text in UTF-8.
 */
public final class CanonicalForm {

  private CanonicalForm() {}

  /** The record's text. Its hash is no part of it. */
  public static String text(String chain, long seq, Instant at, AuditEvent event, Head anchor) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("v", 1);
    fields.put("chain", chain);
    fields.put("seq", seq);
    fields.put("at", micros(at));
    fields.put("kind", event.kind().code());
    fields.put("severity", event.severity().code());
    put(fields, "account", event.account());
    put(fields, "generation", event.generation());
    put(fields, "layer", event.layer());
    fields.put("decision", event.decision());
    put(fields, "reason", event.reason());
    put(fields, "score", event.score());
    put(fields, "rules", event.rules().isEmpty() ? null : String.join(",", event.rules()));
    put(fields, "object", event.object());
    if (anchor != null) {
      fields.put("anchorChain", anchor.chain());
      fields.put("anchorSeq", anchor.seq());
      fields.put("anchorHash", anchor.hash().toString());
    }
    return Json.write(fields);
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

  private static void put(Map<String, Object> fields, String name, Object value) {
    if (value != null) {
      fields.put(name, value instanceof UUID id ? id.toString() : value);
    }
  }

  private static long micros(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1000);
  }
}
