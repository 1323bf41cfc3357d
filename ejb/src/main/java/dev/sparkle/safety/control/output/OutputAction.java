package dev.sparkle.safety.control.output;

import java.util.Arrays;
import java.util.Locale;

/** What is done with something that was found in an answer. */
public enum OutputAction {
  /** It is replaced by a short marker, or made harmless; the answer goes on. */
  MASK,
  /** The answer ends before it. */
  STOP,
  /** It passes. */
  ALLOW;

  /** The name in settings and metrics, e.g. {@code mask}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The action of a name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that there are
   */
  public static OutputAction of(String code) {
    return Arrays.stream(values())
        .filter(action -> action.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no action \"%s\"; there are mask, stop, allow".formatted(code)));
  }
}
