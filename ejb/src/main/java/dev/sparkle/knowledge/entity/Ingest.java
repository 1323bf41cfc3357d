package dev.sparkle.knowledge.entity;

import java.util.Objects;
import java.util.UUID;

/** What the task that takes a material in is told. */
public record Ingest(UUID material) {

  /** The type of that task. */
  public static final String TASK = "material.ingest";

  public Ingest {
    Objects.requireNonNull(material, "material");
  }
}
