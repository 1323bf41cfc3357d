package dev.sparkle.safety.control.output;

import java.util.List;
import java.util.Objects;

/**
 * Several guards as one; the first that wants to stop decides.
 *
 * @param guards in the order in which they are asked
 */
record Guards(List<Guard> guards) implements Guard {

  /** A guard that never says anything. */
  static final Guard NOBODY = new Guards(List.of());

  @Override
  public void read(CharSequence piece) {
    guards.forEach(guard -> guard.read(piece));
  }

  @Override
  public String stop() {
    return guards.stream().map(Guard::stop).filter(Objects::nonNull).findFirst().orElse(null);
  }

  @Override
  public void end() {
    guards.forEach(Guard::end);
  }

  @Override
  public boolean isSuspicious() {
    return guards.stream().anyMatch(Guard::isSuspicious);
  }
}
