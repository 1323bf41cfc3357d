package dev.sparkle.audit.entity;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Something that happened, as it goes into the record. It has no room for anybody's words: all that
 * is text in it is a code, an id or a pseudonym, and what is not is made one.
 *
 * @param account the pseudonym of whoever did it, or of whom it happened to; null: nobody's
 * @param generation the answer that it belongs to; null: none
 * @param layer the safety layer; null: none
 * @param decision what was decided or done, e.g. {@code blocked}, {@code tasks.retry}
 * @param reason why, a stable code; null: none
 * @param score how sure, in thousandths; null: not measured
 * @param rules ids of the rules that spoke
 * @param object what it was done to, as {@code kind:id}, e.g. {@code queue:mail}; null: none
 */
public record AuditEvent(
    AuditKind kind,
    Severity severity,
    String account,
    UUID generation,
    String layer,
    String decision,
    String reason,
    Integer score,
    List<String> rules,
    String object) {

  private static final int CODE = 64;
  private static final int OBJECT = 120;
  private static final int MOST_RULES = 32;
  private static final String FOREIGN = "[^A-Za-z0-9_.:/@+*=-]";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:/@+*=-]+");

  /**
   * As it was read; what the other ways to make one never make is refused, so that no two records
   * have one canonical text.
   */
  public AuditEvent {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(severity, "severity");
    requirePlain(account);
    requirePlain(layer);
    requirePlain(Objects.requireNonNull(decision, "decision"));
    requirePlain(reason);
    rules = List.copyOf(rules);
    rules.forEach(AuditEvent::requirePlain);
    requirePlain(object);
  }

  /** A safety layer's decision. {@code score} is 0 to 1. */
  public static AuditEvent verdict(
      Severity severity,
      String account,
      UUID generation,
      String layer,
      String decision,
      String reason,
      double score,
      List<String> rules) {
    return new AuditEvent(
        AuditKind.VERDICT,
        severity,
        code(account, CODE),
        generation,
        code(layer, CODE),
        code(decision, CODE),
        code(reason, CODE),
        (int) Math.round(score * 1000),
        rules.stream().limit(MOST_RULES).map(rule -> code(rule, CODE)).toList(),
        null);
  }

  /** The end of a call to a model. {@code layer} is the one that ended it; null: none did. */
  public static AuditEvent end(
      Severity severity,
      String account,
      UUID generation,
      String layer,
      String outcome,
      String reason) {
    return new AuditEvent(
        AuditKind.END,
        severity,
        code(account, CODE),
        generation,
        code(layer, CODE),
        code(outcome, CODE),
        code(reason, CODE),
        null,
        List.of(),
        null);
  }

  /** A sign-in. {@code account} is null if it is not known whose. */
  public static AuditEvent signIn(
      Severity severity, String account, String decision, String reason) {
    return new AuditEvent(
        AuditKind.SIGN_IN,
        severity,
        code(account, CODE),
        null,
        null,
        code(decision, CODE),
        code(reason, CODE),
        null,
        List.of(),
        null);
  }

  /**
   * An act of somebody in charge.
   *
   * @param account the pseudonym of who did it
   * @param action a stable code, e.g. {@code tasks.retry}
   * @param object what it was done to, as {@code kind:id}; null: the whole installation
   */
  public static AuditEvent operator(String account, String action, String object) {
    return new AuditEvent(
        AuditKind.OPERATOR,
        Severity.INFO,
        code(account, CODE),
        null,
        null,
        code(action, CODE),
        null,
        null,
        List.of(),
        code(object, OBJECT));
  }

  /** What the record tells of itself. */
  public static AuditEvent ofTheRecord(
      AuditKind kind, Severity severity, String decision, String object) {
    return new AuditEvent(
        kind,
        severity,
        null,
        null,
        null,
        code(decision, CODE),
        null,
        null,
        List.of(),
        code(object, OBJECT));
  }

  /** Letters, digits and a few signs; everything else becomes an underscore. */
  private static String code(String text, int length) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    String cut = text.length() > length ? text.substring(0, length) : text;
    return cut.replaceAll(FOREIGN, "_");
  }

  private static void requirePlain(String text) {
    if (text != null && !PLAIN.matcher(text).matches()) {
      throw new IllegalArgumentException("a record holds codes and ids, not \"" + text + "\"");
    }
  }
}
