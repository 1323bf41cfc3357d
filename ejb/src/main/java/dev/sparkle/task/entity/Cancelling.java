package dev.sparkle.task.entity;

/** What became of the wish to cancel a task. */
public enum Cancelling {
  /** It had not started, and never will. */
  CANCELLED,
  /** It runs; its handler has been told, and its thread interrupted. */
  ASKED,
  /** It had ended before. */
  ENDED,
  /** There is none, or it is another account's. */
  UNKNOWN
}
