package dev.sparkle.audit.control;

import dev.sparkle.audit.entity.AuditKind;
import dev.sparkle.audit.entity.AuditRecord;
import dev.sparkle.audit.entity.Severity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Which records are wanted. Each step narrows it. */
public final class AuditFilter {

  private final List<String> conditions = new ArrayList<>(List.of("true"));
  private final List<Object> values = new ArrayList<>();

  private AuditFilter() {}

  /** All of them. */
  public static AuditFilter all() {
    return new AuditFilter();
  }

  /** Those of one node; null: of all. */
  public AuditFilter chain(String chain) {
    return and("chain = ?", chain);
  }

  /** Those of a kind; null: of all. */
  public AuditFilter kind(AuditKind kind) {
    return and("kind = ?", kind == null ? null : kind.code());
  }

  /** Those of a severity; null: of all. */
  public AuditFilter severity(Severity severity) {
    return and("severity = ?", severity == null ? null : severity.code());
  }

  /** Those of a pseudonym; null: of all. */
  public AuditFilter account(String pseudonym) {
    return and("account = ?", pseudonym);
  }

  /** Those of an answer; null: of all. */
  public AuditFilter generation(UUID generation) {
    return and("generation = ?", generation);
  }

  /** Those of a layer; null: of all. */
  public AuditFilter layer(String layer) {
    return and("layer = ?", layer);
  }

  /** Those with a decision; null: with any. */
  public AuditFilter decision(String decision) {
    return and("decision = ?", decision);
  }

  /**
   * Those in whose decision, reason, object, rules or pseudonym a text is, in any case; null: all.
   */
  public AuditFilter text(String text) {
    return and(
        "position(lower(?) in lower(concat_ws(' ', decision, reason, object, rules, account))) > 0",
        text);
  }

  /** Those from that moment on; null: from the first. */
  public AuditFilter since(Instant moment) {
    return and("at >= ?", moment == null ? null : moment.atOffset(ZoneOffset.UTC));
  }

  /** Those before that moment; null: up to the last. */
  public AuditFilter until(Instant moment) {
    return and("at < ?", moment == null ? null : moment.atOffset(ZoneOffset.UTC));
  }

  /** Those that come after a place in the list, which runs from the latest to the first. */
  public AuditFilter after(Place place) {
    if (place != null) {
      conditions.add("(at, chain, seq) < (?, ?, ?)");
      values.add(place.at().atOffset(ZoneOffset.UTC));
      values.add(place.chain());
      values.add(place.seq());
    }
    return this;
  }

  private AuditFilter and(String condition, Object value) {
    if (value != null) {
      conditions.add(condition);
      values.add(value);
    }
    return this;
  }

  String condition() {
    return String.join(" and ", conditions);
  }

  List<Object> values() {
    return values;
  }

  /** A place in the list. */
  public record Place(Instant at, String chain, long seq) {

    /** Where that record stands. */
    public static Place of(AuditRecord record) {
      return new Place(record.at(), record.chain(), record.seq());
    }

    /**
     * Reads a cursor.
     *
     * @throws IllegalArgumentException or {@link java.time.format.DateTimeParseException} if it is
     *     none
     */
    public static Place parse(String cursor) {
      String[] parts = cursor.split("_", 3);
      if (parts.length < 3) {
        throw new IllegalArgumentException("no cursor: " + cursor);
      }
      return new Place(Instant.parse(parts[0]), parts[2], Long.parseLong(parts[1]));
    }

    @Override
    public String toString() {
      return at + "_" + seq + "_" + chain;
    }
  }
}
