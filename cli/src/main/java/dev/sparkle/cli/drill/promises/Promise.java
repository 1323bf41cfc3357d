package dev.sparkle.cli.drill.promises;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How often a promise was kept.
 *
 * @param criterion as the go-live plan calls it
 * @param name what was counted
 * @param kept how often it was
 * @param of how often it had to be
 * @param broken the first that was not; empty: none
 */
record Promise(String criterion, String name, long kept, long of, String broken) {

  /** In percent; nothing at all is no promise kept. */
  @JsonProperty
  double value() {
    return of == 0 ? 0 : 100.0 * kept / of;
  }

  @JsonProperty
  String unit() {
    return "%";
  }

  boolean isKept() {
    return of > 0 && kept == of;
  }

  String row() {
    return "  %s %-58s %d of %d%s"
        .formatted(isKept() ? "✓" : "✗", name, kept, of, broken.isEmpty() ? "" : "   " + broken);
  }
}
