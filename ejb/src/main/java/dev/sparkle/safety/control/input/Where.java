package dev.sparkle.safety.control.input;

/** Where a text came from, since the same words are an attack in one place and none in another. */
public enum Where {
  /** What the learner wrote to the tutor. */
  QUESTION,
  /** What was retrieved, uploaded or fetched: it has no business addressing the assistant. */
  MATERIAL
}
