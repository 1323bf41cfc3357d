package dev.sparkle.safety.control.output;

import java.util.List;
import java.util.Objects;

/**
 * What a filter lets go after it has read on.
 *
 * @param text the words that may leave now; may be empty
 * @param redactions what was taken out of them, in their order
 * @param stop the kind that ended the answer behind these words; null while it goes on
 */
public record FilterStep(String text, List<Redaction> redactions, String stop) {

  public FilterStep {
    Objects.requireNonNull(text, "text");
    redactions = List.copyOf(redactions);
  }

  /** Whether the answer ends here. */
  public boolean isStopped() {
    return stop != null;
  }
}
