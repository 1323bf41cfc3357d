package dev.sparkle.safety.control.input;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Cuts a text into an encoder's tokens, and those into windows. Safe for many threads. */
public final class WordPieces implements AutoCloseable {

  /** Longest window, with the marks at both ends: what previous measurements were made with. */
  public static final int MAX_TOKENS = 72;

  /** Neighbours share a third, so that a sentence of up to 24 tokens stands whole in one. */
  private static final int STEP = 46;

  private static final long START = 101;
  private static final long END = 102;

  private final HuggingFaceTokenizer tokenizer;
  private final boolean chinese;

  public WordPieces(Encoder encoder) {
    chinese = encoder == Encoder.CHINESE;
    try {
      tokenizer =
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(encoder.tokenizer()),
              Map.of("padding", "false", "truncation", "false"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The text in windows of at most {@link #MAX_TOKENS}, each with its marks; one of the marks alone
   * for a text without words. All windows of a long text are of full length: the last one begins
   * earlier instead of being short.
   */
  public List<long[]> windows(String text) {
    String written = chinese ? HanMarks.inFullWidth(text) : text;
    long[] ids = tokenizer.encode(written, false, false).getIds();
    int room = MAX_TOKENS - 2;
    List<long[]> windows = new ArrayList<>();
    int from = 0;
    while (from + room < ids.length) {
      windows.add(window(ids, from, from + room));
      from += STEP;
    }
    windows.add(window(ids, Math.max(0, ids.length - room), ids.length));
    return windows;
  }

  private static long[] window(long[] ids, int from, int to) {
    long[] window = new long[to - from + 2];
    Arrays.fill(window, START);
    System.arraycopy(ids, from, window, 1, to - from);
    window[window.length - 1] = END;
    return window;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
