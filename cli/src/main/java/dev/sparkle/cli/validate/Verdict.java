package dev.sparkle.cli.validate;

/** What became of a step, from the best to the worst; the plan is judged by the worst of all. */
enum Verdict {
  /** It ran, and every target of the plan was kept. */
  PASSED("passed", "✓"),
  /** It ran as far as a program can; the rest is a person's. */
  PERSON("a person must confirm", "☐"),
  /** It did not run; why, is told beside it. */
  NOT_RUN("not run", "–"),
  /** It ran, and a target was not reached. */
  MISSED("missed", "✗"),
  /** It could not be carried out, so nothing is known. */
  FAILED("failed", "✗");

  private final String words;
  private final String mark;

  Verdict(String words, String mark) {
    this.words = words;
    this.mark = mark;
  }

  String words() {
    return words;
  }

  String mark() {
    return mark;
  }

  /** Whether something was found wanting. */
  boolean isBad() {
    return this == MISSED || this == FAILED;
  }

  /** The worse of two. */
  Verdict worst(Verdict other) {
    return compareTo(other) > 0 ? this : other;
  }
}
