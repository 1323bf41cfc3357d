package dev.sparkle.audit.control;

import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.audit.entity.AuditKind;
import dev.sparkle.audit.entity.AuditRecord;
import dev.sparkle.audit.entity.ChainHash;
import dev.sparkle.audit.entity.Head;
import dev.sparkle.audit.entity.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Chains as their writers make them, in memory. */
final class Chains {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123456Z");

  private Chains() {}

  /** A chain of verdicts; every third record is an anchor on the other chain, if there is one. */
  static List<AuditRecord> chain(String name, int length, List<AuditRecord> other) {
    List<AuditRecord> records = new ArrayList<>();
    for (int i = 1; i <= length; i++) {
      boolean anchor = i % 3 == 0 && !other.isEmpty();
      Head seen = anchor ? other.get(Math.min(i, other.size()) - 1).head() : null;
      append(records, name, anchor ? seen() : verdict(i), seen);
    }
    return records;
  }

  private static void append(List<AuditRecord> records, String name, AuditEvent event, Head seen) {
    ChainHash before = records.isEmpty() ? ChainHash.NONE : records.get(records.size() - 1).hash();
    long seq = records.size() + 1;
    Instant at = NOON.plusMillis(seq);
    records.add(
        new AuditRecord(
            name, seq, at, event, seen, CanonicalForm.hash(before, name, seq, at, event, seen)));
  }

  private static AuditEvent seen() {
    return AuditEvent.ofTheRecord(AuditKind.ANCHOR, Severity.INFO, "seen", null);
  }

  private static AuditEvent verdict(int i) {
    return new AuditEvent(
        AuditKind.VERDICT,
        Severity.WARNING,
        "a1b2c3",
        new UUID(7, i),
        "input",
        "blocked",
        "prompt_leak",
        900 + i % 100,
        List.of("en-reveal", "ngram"),
        "passage:4");
  }

  static Verification verify(List<AuditRecord> one, List<AuditRecord> other) {
    return verify(one, other, List.of());
  }

  static Verification verify(List<AuditRecord> one, List<AuditRecord> other, List<Head> kept) {
    ChainVerifier verifier = new ChainVerifier();
    kept.forEach(head -> verifier.anchored(head, null));
    for (List<AuditRecord> chain : List.of(one, other)) {
      chain.stream()
          .filter(record -> record.anchor() != null)
          .forEach(record -> verifier.anchored(record.anchor(), record.head()));
    }
    one.forEach(verifier::take);
    other.forEach(verifier::take);
    return verifier.finish();
  }
}
