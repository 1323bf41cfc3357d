package dev.sparkle.audit.entity;

import java.util.Locale;
import java.util.stream.Stream;

/** How grave something is. */
public enum Severity {
  /** Daily life. */
  INFO,
  /** Worth a look: somebody tried something, or something nearly went wrong. */
  WARNING,
  /** A person should see it soon. */
  SEVERE;

  /** The stable name, e.g. {@code severe}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The tier of a code. */
  public static Severity of(String code) {
    return Stream.of(values())
        .filter(each -> each.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no tier " + code));
  }
}
