package dev.sparkle.safety.control.input;

import java.util.function.Predicate;

/** The parts of a text that satisfy a test, taken together where they follow each other. */
final class Segments {

  private Segments() {}

  /** A segment ends at a mark of a sentence or at the end of a line. */
  static String matching(String text, Predicate<Readability> test) {
    StringBuilder out = new StringBuilder();
    int n = text.length();
    int runStart = -1;
    int runEnd = -1;
    for (int start = 0; start < n; ) {
      int end = start;
      while (end < n && !parts(text.charAt(end))) {
        end++;
      }
      Readability segment = Readability.of(text.substring(start, end));
      if (segment.letters() + segment.han() > 1) {
        if (test.test(segment)) {
          runStart = runStart < 0 ? (start == 1 ? 0 : start) : runStart;
          runEnd = Math.min(end + 1, n);
        } else if (runStart >= 0) {
          out.append(text, runStart, runEnd).append('\n');
          runStart = -1;
        }
      }
      start = end + 1;
    }
    if (runStart >= 0) {
      out.append(text, runStart, runEnd);
    }
    return out.toString();
  }

  private static boolean parts(char c) {
    return ":\n.!?;\"()[]。！？：；，“”（）".indexOf(c) >= 0;
  }
}
