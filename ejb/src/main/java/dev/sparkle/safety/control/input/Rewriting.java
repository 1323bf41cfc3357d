package dev.sparkle.safety.control.input;

import java.util.Optional;

/**
 * A text in which some places are written anew. Gives back the sentences around those places only,
 * so that what stood in the open elsewhere is not taken for hidden.
 */
final class Rewriting {

  private final StringBuilder out;
  private int first = -1;
  private int last;
  private int changes;

  Rewriting(int length) {
    out = new StringBuilder(length);
  }

  void keep(CharSequence text, int from, int to) {
    out.append(text, from, to);
  }

  void change(CharSequence to) {
    first = first < 0 ? out.length() : first;
    out.append(to);
    last = out.length();
    changes++;
  }

  int changes() {
    return changes;
  }

  /** The sentences with the changes, from the first to the last; empty if there are fewer. */
  Optional<String> sentences(int fewest) {
    if (first < 0 || changes < fewest) {
      return Optional.empty();
    }
    int start = first;
    while (start > 0 && !endsSentence(start - 1)) {
      start--;
    }
    int end = last;
    while (end < out.length() && !endsSentence(end)) {
      end++;
    }
    return Optional.of(out.substring(start, Math.min(end + 1, out.length())));
  }

  private boolean endsSentence(int i) {
    char c = out.charAt(i);
    return c == '\n'
        || c == '。'
        || (c == '.' || c == '!' || c == '?')
            && (i + 1 == out.length() || out.charAt(i + 1) <= ' ');
  }
}
