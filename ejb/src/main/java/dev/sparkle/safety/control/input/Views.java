package dev.sparkle.safety.control.input;

/** STUB TO BE REPLACED. */
public final class Views {
  private Views() {}

  public static java.util.List<View> of(String raw) {
    return java.util.List.of(new View(raw, java.util.List.of()));
  }
}
