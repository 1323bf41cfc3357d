package dev.sparkle.safety.control.input;

import java.util.Arrays;

/**
 * A text as its n-grams, in order, with the places where tokens and sentences end. What the n-gram
 * classifier reads, in training as in use.
 */
public final class NgramText {

  /** A window has at least so many tokens, if the text has: a lone "Stop." says nothing. */
  private static final int SHORTEST_WINDOW = 12;

  /** A sentence that never ends is cut here. */
  private static final int LONGEST_SENTENCE = 64;

  /** Hears of the windows of a text. */
  @FunctionalInterface
  public interface WindowVisitor {

    /**
     * @param from the window's first token
     * @param to the token after its last
     */
    void window(int from, int to);
  }

  private int[] ngrams = new int[256];
  private int ngramCount;
  private int[] tokenEnds = new int[64];
  private int tokens;
  private int[] sentenceEnds = new int[16];
  private int sentences;
  private int ideographs;

  private NgramText() {}

  /** Reads a text. */
  public static NgramText of(CharSequence text) {
    NgramText read = new NgramText();
    NgramWalk.over(text, read.new Recorder());
    read.endSentence();
    return read;
  }

  /** How many different numbers an n-gram may have. */
  public static int buckets() {
    return NgramWalk.BUCKETS;
  }

  /** Words, and characters that are written without blanks. */
  public int tokens() {
    return tokens;
  }

  /** How much of the text is Chinese, 0 to 1. */
  public double chineseShare() {
    return tokens == 0 ? 0 : (double) ideographs / tokens;
  }

  /** How many n-grams end before a token. */
  public int ngramsBefore(int token) {
    return token == 0 ? 0 : tokenEnds[token - 1];
  }

  /** The bucket of an n-gram. */
  public int ngram(int index) {
    return ngrams[index];
  }

  /**
   * Tells the sentences of the text, each with as many that follow as it takes to say something;
   * none if the text is one window itself.
   */
  public void windows(WindowVisitor visitor) {
    if (sentences < 2) {
      return;
    }
    for (int first = 0; first < sentences; first++) {
      int from = first == 0 ? 0 : sentenceEnds[first - 1];
      int last = first;
      while (last < sentences - 1 && sentenceEnds[last] - from < SHORTEST_WINDOW) {
        last++;
      }
      int to = sentenceEnds[last];
      for (int before = first - 2; to - from < SHORTEST_WINDOW && from > 0; before--) {
        from = before < 0 ? 0 : sentenceEnds[before];
      }
      if (to - from < tokens) {
        visitor.window(from, to);
      }
    }
  }

  private void endSentence() {
    int from = sentences == 0 ? 0 : sentenceEnds[sentences - 1];
    if (tokens > from) {
      if (sentences == sentenceEnds.length) {
        sentenceEnds = Arrays.copyOf(sentenceEnds, sentences * 2);
      }
      sentenceEnds[sentences++] = tokens;
    }
  }

  private final class Recorder implements NgramWalk.Visitor {

    @Override
    public void ngram(int bucket) {
      if (ngramCount == ngrams.length) {
        ngrams = Arrays.copyOf(ngrams, ngramCount * 2);
      }
      ngrams[ngramCount++] = bucket;
    }

    @Override
    public void token(boolean ideograph) {
      ideographs += ideograph ? 1 : 0;
      if (tokens == tokenEnds.length) {
        tokenEnds = Arrays.copyOf(tokenEnds, tokens * 2);
      }
      tokenEnds[tokens++] = ngramCount;
      int from = sentences == 0 ? 0 : sentenceEnds[sentences - 1];
      if (tokens - from >= LONGEST_SENTENCE) {
        endSentence();
      }
    }

    @Override
    public void sentence() {
      endSentence();
    }
  }
}
