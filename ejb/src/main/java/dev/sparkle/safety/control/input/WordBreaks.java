package dev.sparkle.safety.control.input;

/** Finds the words in letters that are written without blanks: the fewest letters unknown. */
final class WordBreaks {

  private WordBreaks() {}

  /** The words with blanks between them; pieces that are short or known already stay. */
  static String set(String letters) {
    StringBuilder out = new StringBuilder();
    for (String piece : letters.split(" ", -1)) {
      out.append(out.length() == 0 ? "" : " ").append(broken(piece));
    }
    return out.toString();
  }

  /** Linear: at each place the words of bounded length that begin there. */
  static String broken(String piece) {
    int n = piece.length();
    if (Vocabulary.knows(piece, 0, n)) {
      return piece;
    }
    int[] cost = new int[n + 1];
    int[] step = new int[n + 1];
    for (int i = n - 1; i >= 0; i--) {
      cost[i] = 4 + cost[i + 1];
      step[i] = 1;
      long key = Vocabulary.START;
      int most = Math.min(n, i + Vocabulary.LONGEST);
      for (int j = i; j < most && Vocabulary.isLetter(piece.charAt(j)); j++) {
        key = Vocabulary.next(key, piece.charAt(j));
        int with = 1 + cost[j + 1] + (j == i ? 2 : 0);
        if (with < cost[i] && Vocabulary.knows(key)) {
          cost[i] = with;
          step[i] = j + 1 - i;
        }
      }
    }
    StringBuilder out = new StringBuilder(n + n / 4);
    boolean unknown = false;
    for (int i = 0; i < n; i += step[i]) {
      boolean word = Vocabulary.knows(piece, i, i + step[i]);
      if (i > 0 && (word || !unknown)) {
        out.append(' ');
      }
      unknown = !word;
      out.append(piece, i, i + step[i]);
    }
    return out.toString();
  }
}
