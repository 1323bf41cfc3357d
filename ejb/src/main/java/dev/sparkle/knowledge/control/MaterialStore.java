package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Material;

/** Stores a material together with the task that takes it in: both, or none. */
public interface MaterialStore {

  /**
   * Stores it.
   *
   * @throws IllegalStateException if the database does not answer
   * @throws java.io.UncheckedIOException if the content cannot be read from the disk
   */
  Material store(NewMaterial material);

  /** Nobody needs the task any more: its material was removed. */
  void forget(java.util.UUID task);
}
