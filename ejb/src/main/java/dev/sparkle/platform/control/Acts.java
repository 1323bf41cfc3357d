package dev.sparkle.platform.control;

import java.util.UUID;

/**
 * Puts acts of people in charge on the record. An interface of the platform, since components ask
 * for it that know no other component.
 */
public interface Acts {

  /**
   * Records an act and waits until it is written: before it is done, so that none is done
   * unrecorded. One that is refused afterwards is on the record as tried.
   *
   * @param account who does it
   * @param action a stable code, e.g. {@code tasks.retry}
   * @param object what it is done to, as {@code kind:id}; null: the whole installation
   * @throws IllegalStateException if it cannot be written now; do not do it then
   */
  void record(UUID account, String action, String object);
}
