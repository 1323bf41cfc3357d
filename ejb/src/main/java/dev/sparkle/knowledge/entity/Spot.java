package dev.sparkle.knowledge.entity;

import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/**
 * A place in the order of all chunks, by material and ordinal: the checkpoint of going over them.
 */
public record Spot(UUID material, int ordinal) implements Serializable {

  private static final long serialVersionUID = 1L;

  public Spot {
    Objects.requireNonNull(material, "material");
  }
}
