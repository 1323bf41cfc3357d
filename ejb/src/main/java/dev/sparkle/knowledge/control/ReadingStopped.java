package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Reading.Unreadable;

/**
 * Leaves a parser's callbacks when a document turns out to be unusable. Never leaves {@link
 * DocumentReader}.
 */
final class ReadingStopped extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Unreadable reason;

  ReadingStopped(Unreadable reason) {
    super(reason.code(), null, false, false);
    this.reason = reason;
  }

  Unreadable reason() {
    return reason;
  }
}
