package dev.sparkle.safety.entity;

import java.util.Objects;

/**
 * A place in a text where something sensitive stands.
 *
 * @param start index of its first character
 * @param end index behind its last character
 */
public record SensitiveSpan(SensitiveKind kind, int start, int end) {

  public SensitiveSpan {
    Objects.requireNonNull(kind, "kind");
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("no such place: " + start + " to " + end);
    }
  }
}
