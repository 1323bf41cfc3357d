package dev.sparkle.knowledge.entity;

import java.io.Serializable;
import java.util.Objects;

/**
 * How far a material has been taken in: the checkpoint of the job.
 *
 * @param next ordinal of the first chunk that is not stored yet
 * @param cut names the way that the document was cut; cut otherwise, ordinals mean something else
 */
public record Place(int next, String cut) implements Serializable {

  private static final long serialVersionUID = 1L;

  public Place {
    Objects.requireNonNull(cut, "cut");
    if (next < 0) {
      throw new IllegalArgumentException("ordinals count from 0, not " + next);
    }
  }
}
