package dev.sparkle.safety.control.input;

import java.util.List;
import java.util.Objects;

/**
 * A text as a reader could take it: as it stands, or with something undone that hid its words.
 *
 * @param text normalised words
 * @param undone what was undone to get here, outermost first, e.g. {@code base64, rot13}; empty for
 *     the text as it stands
 */
public record View(String text, List<String> undone) {

  public View {
    Objects.requireNonNull(text, "text");
    undone = List.copyOf(undone);
  }

  /** The text as it stands. */
  public boolean isPlain() {
    return undone.isEmpty();
  }
}
