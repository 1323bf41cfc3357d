package dev.sparkle.operations.entity;

import java.time.Instant;
import java.util.List;

/**
 * A node as its row tells.
 *
 * @param state {@code up}, or {@code silent}: it has told nothing for a while
 */
public record NodeState(
    String node,
    String state,
    Instant startedAt,
    Instant seenAt,
    List<String> roles,
    NodeFigures figures) {

  public NodeState {
    roles = List.copyOf(roles);
  }
}
