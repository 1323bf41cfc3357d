package dev.sparkle.safety.control.input;

/**
 * Whether a text reads like English or Chinese: most of its letters are in common words, or its
 * characters and pairs of them are common. A cheap test that keeps random base64, hashes and
 * formulas from being taken for hidden words; other languages do not pass it.
 *
 * @param known letters of a to z that are in common words
 * @param letters of a to z
 * @param words common ones
 * @param han Chinese characters
 * @param common of them
 * @param pairs common pairs of them
 * @param backward common pairs if they were read from right to left
 * @param seen characters other than blanks
 */
record Readability(
    int known, int letters, int words, int han, int common, int pairs, int backward, int seen) {

  /** So many letters at least, or two words: less is chance. */
  private static final int LETTERS = 7;

  private static final int HAN = 4;

  static Readability of(CharSequence text) {
    int known = 0;
    int letters = 0;
    int words = 0;
    int han = 0;
    int common = 0;
    int pairs = 0;
    int backward = 0;
    int seen = 0;
    int n = text.length();
    char before = 0;
    for (int i = 0; i < n; ) {
      char c = text.charAt(i);
      if (Vocabulary.isLetter(c)) {
        int start = i;
        long key = Vocabulary.START;
        while (i < n && Vocabulary.isLetter(text.charAt(i))) {
          key = Vocabulary.next(key, text.charAt(i++));
        }
        letters += i - start;
        seen += i - start;
        if (Vocabulary.knows(key)) {
          known += i - start;
          words++;
        }
        before = 0;
        continue;
      }
      if (!Character.isWhitespace(c)) {
        seen++;
      }
      if (HanPairs.isHan(c)) {
        han++;
        common += HanPairs.isCommon(c) ? 1 : 0;
        pairs += HanPairs.knows(before, c) ? 1 : 0;
        backward += HanPairs.knows(c, before) ? 1 : 0;
      }
      before = c;
      i++;
    }
    return new Readability(known, letters, words, han, common, pairs, backward, seen);
  }

  /** Whether this is language that one can read. */
  boolean reads() {
    if (2 * (letters + han) < seen) {
      return false;
    }
    return han * 3 > letters ? readsChinese() : readsEnglish();
  }

  private boolean readsEnglish() {
    return known >= LETTERS && words >= 2 && 5 * known >= 3 * letters;
  }

  private boolean readsChinese() {
    return han >= HAN && 5 * common >= 4 * han && 5 * pairs >= han && pairs > backward;
  }

  /** Whether most of the English letters are in no common word. */
  boolean isStrange() {
    return 2 * known < letters;
  }
}
