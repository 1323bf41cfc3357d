package dev.sparkle.audit.entity;

import java.util.Locale;
import java.util.stream.Stream;

/** What a record is about. The code is the lower-case name of the constant. */
public enum AuditKind {
  /** A safety layer decided. */
  VERDICT,
  /** A call to a model ended. */
  END,
  /** Somebody signed in, or tried to. */
  SIGN_IN,
  /** Somebody in charge did something. */
  OPERATOR,
  /** The head of another node's chain, as it was seen. */
  ANCHOR,
  /** A node began to write; {@code after_crash} if it had not said goodbye before. */
  START,
  /** A node said goodbye, with everything written. */
  STOP,
  /** Records were lost because too many waited; {@code object} tells how many. */
  GAP,
  /** A node found another end of its chain than the one that it had written. */
  HEAD_CHANGED;

  /** The stable name in records, in REST answers and in commands. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind of a code.
   *
   * @throws IllegalArgumentException if there is no such kind
   */
  public static AuditKind of(String code) {
    return Stream.of(values())
        .filter(each -> each.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no kind " + code));
  }
}
