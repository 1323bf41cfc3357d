package dev.sparkle.safety.control.input;

import java.util.Arrays;

/** Which sets were found where in a folded text, by their start; a growing table of numbers. */
final class Hits {

  private int[] rows = new int[3 * 128];
  private int size;

  void add(int set, int start, int end) {
    if (rows.length < 3 * (size + 1)) {
      rows = Arrays.copyOf(rows, rows.length * 2);
    }
    rows[3 * size] = set;
    rows[3 * size + 1] = start;
    rows[3 * size + 2] = end;
    size++;
  }

  int size() {
    return size;
  }

  int set(int i) {
    return rows[3 * i];
  }

  int start(int i) {
    return rows[3 * i + 1];
  }

  int end(int i) {
    return rows[3 * i + 2];
  }

  /** All phrases and marks of a text. */
  static Hits of(FoldedText text, Phrases words, Phrases marks) {
    Hits hits = new Hits();
    Hits marked = new Hits();
    String original = text.originalText();
    for (int i = 0; i < original.length(); i++) {
      marks.findAt(
          original, i, (set, from, to) -> marked.add(set, text.folded(from), text.folded(to)));
    }
    int next = 0;
    for (int i = 0; i <= text.length(); i++) {
      for (; next < marked.size && marked.start(next) <= i; next++) {
        hits.add(marked.set(next), marked.start(next), marked.end(next));
      }
      if (i < text.length() && text.wordStarts(i)) {
        words.findAt(text, i, hits::add);
      }
    }
    return hits;
  }
}
