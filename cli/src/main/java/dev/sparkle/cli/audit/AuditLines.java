package dev.sparkle.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.audit.control.CanonicalForm;
import dev.sparkle.audit.control.ChainVerifier;
import dev.sparkle.audit.control.Verification;
import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.audit.entity.AuditKind;
import dev.sparkle.audit.entity.AuditRecord;
import dev.sparkle.audit.entity.ChainHash;
import dev.sparkle.audit.entity.Head;
import dev.sparkle.audit.entity.Severity;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Records as lines of JSON: the canonical form of each, and its {@code hash}. They are what {@code
 * audit list --json} writes and what {@code audit verify --file} reads, in any order; a file is
 * read into memory as a whole.
 */
final class AuditLines {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A line; without a record if it cannot be one. */
  private record Line(String chain, long seq, AuditRecord record) {}

  private AuditLines() {}

  /** A record's line. */
  static String line(AuditRecord record) {
    try {
      String text =
          CanonicalForm.text(
              record.chain(), record.seq(), record.at(), record.event(), record.anchor());
      ObjectNode node = (ObjectNode) JSON.readTree(text);
      return node.put("hash", record.hash().toString()).toString();
    } catch (IOException e) {
      throw new IllegalStateException("the canonical form is JSON", e);
    }
  }

  /**
   * Verifies a file of lines.
   *
   * @throws IllegalArgumentException if a line does not even tell its chain and number
   */
  static Verification verify(Path file, List<Head> kept) throws IOException {
    ChainVerifier verifier = new ChainVerifier();
    kept.forEach(head -> verifier.anchored(head, null));
    List<Line> lines = read(file);
    lines.stream()
        .filter(line -> line.record() != null && line.record().anchor() != null)
        .forEach(line -> verifier.anchored(line.record().anchor(), line.record().head()));
    for (Line line : lines) {
      if (line.record() == null) {
        verifier.takeUnreadable(line.chain(), line.seq());
      } else {
        verifier.take(line.record());
      }
    }
    return verifier.finish();
  }

  private static List<Line> read(Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      String text;
      for (int number = 1; (text = reader.readLine()) != null; number++) {
        if (!text.isBlank()) {
          lines.add(line(text, number));
        }
      }
    }
    lines.sort(Comparator.comparing(Line::chain).thenComparing(Line::seq));
    return lines;
  }

  private static Line line(String text, int number) {
    try {
      JsonNode node = JSON.readTree(text);
      String chain = node.required("chain").textValue();
      long seq = node.required("seq").longValue();
      try {
        return new Line(chain, seq, record(node));
      } catch (RuntimeException unreadable) {
        return new Line(chain, seq, null);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("line " + number + " is no audit record", e);
    }
  }

  private static AuditRecord record(JsonNode node) {
    String rules = text(node, "rules");
    String generation = text(node, "generation");
    AuditEvent event =
        new AuditEvent(
            AuditKind.of(text(node, "kind")),
            Severity.of(text(node, "severity")),
            text(node, "account"),
            generation == null ? null : UUID.fromString(generation),
            text(node, "layer"),
            text(node, "decision"),
            text(node, "reason"),
            node.has("score") ? (Integer) node.get("score").intValue() : null,
            rules == null ? List.of() : List.of(rules.split(",", -1)),
            text(node, "object"));
    Head anchor =
        node.has("anchorChain")
            ? new Head(
                text(node, "anchorChain"),
                node.get("anchorSeq").longValue(),
                ChainHash.parse(text(node, "anchorHash")))
            : null;
    return new AuditRecord(
        text(node, "chain"),
        node.get("seq").longValue(),
        Instant.EPOCH.plus(node.required("at").longValue(), ChronoUnit.MICROS),
        event,
        anchor,
        ChainHash.parse(text(node, "hash")));
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).textValue();
  }
}
