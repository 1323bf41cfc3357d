package dev.sparkle.knowledge.entity;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list of materials, newest first.
 *
 * @param nextCursor where the next part begins; empty at the end. Opaque to clients
 */
public record MaterialPage(List<Material> items, Optional<String> nextCursor) {

  public MaterialPage {
    items = List.copyOf(items);
  }
}
