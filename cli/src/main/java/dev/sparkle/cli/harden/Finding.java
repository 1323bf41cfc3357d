package dev.sparkle.cli.harden;

/**
 * What one look found.
 *
 * @param area of the table
 * @param check what was tried
 * @param seen what happened, in a few words
 * @param todo what to do about it; empty when nothing is to be done
 */
record Finding(String area, String check, Verdict verdict, String seen, String todo) {

  /** How good it is. */
  enum Verdict {
    /** As it should be. */
    PASS,
    /** Not dangerous by itself. */
    WARN,
    /** It lets somebody do what he should not. */
    FAIL,
    /** It could not be tried. */
    SKIPPED
  }

  static Finding pass(String area, String check, String seen) {
    return new Finding(area, check, Verdict.PASS, seen, "");
  }

  static Finding fail(String area, String check, String seen, String todo) {
    return new Finding(area, check, Verdict.FAIL, seen, todo);
  }

  static Finding warn(String area, String check, String seen, String todo) {
    return new Finding(area, check, Verdict.WARN, seen, todo);
  }

  static Finding skipped(String area, String check, String why) {
    return new Finding(area, check, Verdict.SKIPPED, why, "");
  }

  /** Passed if it is so; else failed, with what to do. */
  static Finding of(boolean good, String area, String check, String seen, String todo) {
    return good ? pass(area, check, seen) : fail(area, check, seen, todo);
  }
}
