package dev.sparkle.safety.control.output;

import java.util.Objects;

/**
 * Something that was found and not let pass; never what it said.
 *
 * @param kind a kind of {@link OutputPolicy}
 */
public record Redaction(String kind, OutputAction action) {

  public Redaction {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(action, "action");
  }
}
