package dev.sparkle.llm.control;

/** An upstream sent what no language model's answer can be. The message never quotes it. */
final class GarbageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  GarbageException(String what) {
    super(what);
  }
}
