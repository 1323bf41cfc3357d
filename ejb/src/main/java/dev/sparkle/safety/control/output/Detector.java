package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.function.Consumer;

/**
 * Finds one sort of sensitive value. A pure function of the window, safe for many threads; its cost
 * is bounded by the window's length.
 */
interface Detector {

  /**
   * Tells every value that begins in the window's open part. What lies before it was decided
   * earlier and serves as context only; what lies behind it may be looked at, and may be missing.
   */
  void find(Window window, Consumer<SensitiveSpan> found);
}
