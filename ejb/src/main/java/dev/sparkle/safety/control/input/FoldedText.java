package dev.sparkle.safety.control.input;

import java.util.Arrays;

/**
 * A text as the rules read it: small letters without accents, words parted by one blank, Chinese
 * characters in simplified form and side by side whatever stood between them. So {@code 忽-略 之前},
 * {@code IGNORE_previous} and {@code don't} are read as {@code 忽略之前}, {@code ignore previous} and
 * {@code dont}. Remembers where each character came from. Linear in the text.
 */
final class FoldedText {

  private final String original;
  private final char[] chars;
  private final int[] origin;
  private final int[] word;
  private final int[] sentence;
  private final int[] folded;
  private int length;

  FoldedText(String original) {
    this.original = original;
    int n = original.length();
    chars = new char[2 * n + 1];
    origin = new int[2 * n + 2];
    word = new int[2 * n + 2];
    sentence = new int[2 * n + 2];
    folded = new int[n + 1];
    fold();
  }

  private void fold() {
    int words = 0;
    int sentences = 0;
    boolean gap = false;
    byte before = Letters.GAP;
    int n = original.length();
    for (int i = 0; i < n; i++) {
      char c = original.charAt(i);
      byte kind = Letters.kind(c);
      folded[i] = length;
      if (kind == Letters.SILENT && before == Letters.WORD && !gap) {
        continue;
      }
      if (kind == Letters.GAP || kind == Letters.SILENT) {
        gap = true;
        if (endsSentence(c, i)) {
          sentences++;
        }
        continue;
      }
      boolean sameWord = kind == Letters.WORD && before == Letters.WORD && !gap;
      if (!sameWord) {
        if (kind == Letters.WORD && before == Letters.WORD) {
          put(' ', i, words, sentences);
        }
        words++;
      }
      put(Letters.fold(c), i, words, sentences);
      before = kind;
      gap = false;
    }
    folded[n] = length;
    origin[length] = n;
    word[length] = words + 1;
    sentence[length] = sentences;
  }

  private void put(char c, int from, int words, int sentences) {
    chars[length] = c;
    origin[length] = from;
    word[length] = words;
    sentence[length] = sentences;
    length++;
  }

  private boolean endsSentence(char c, int i) {
    switch (c) {
      case '。', '！', '？', '!', '?':
        return true;
      case '.', '\n':
        int next = i + 1;
        return next >= original.length()
            || (c == '.' ? original.charAt(next) <= ' ' : original.charAt(next) == '\n');
      default:
        return false;
    }
  }

  int length() {
    return length;
  }

  char at(int i) {
    return chars[i];
  }

  /** Whether a word, or a Chinese character, begins here. */
  boolean wordStarts(int i) {
    return chars[i] != ' ' && (i == 0 || word[i - 1] != word[i] || chars[i - 1] == ' ');
  }

  /** Whether a word, or a Chinese character, ends before this place. */
  boolean wordEnds(int i) {
    return i == length || chars[i] == ' ' || word[i - 1] != word[i];
  }

  /** The end of the word that holds this place. */
  int endOfWord(int i) {
    int end = i;
    while (!wordEnds(end)) {
      end++;
    }
    return end;
  }

  /** How many words stand between an end and a later start. */
  int wordsBetween(int end, int start) {
    return word[start] - (end == 0 ? 0 : word[end - 1]) - 1;
  }

  /** The number of the word at this place, counted from 1. */
  int word(int i) {
    return word[i];
  }

  /** Whether an end and a later start are in one sentence. */
  boolean sameSentence(int end, int start) {
    return (end == 0 ? 0 : sentence[end - 1]) == sentence[start];
  }

  /** Where in the view's text this place is. */
  int original(int i) {
    return origin[i];
  }

  /** Where in the view's text the character before this place ends. */
  int originalEnd(int end) {
    return end == 0 ? 0 : origin[end - 1] + 1;
  }

  /** Where this place of the view's text is here: its character, or the next one that is read. */
  int folded(int i) {
    return folded[i];
  }

  String originalText() {
    return original;
  }

  @Override
  public String toString() {
    return new String(Arrays.copyOf(chars, length));
  }
}
