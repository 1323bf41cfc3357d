package dev.sparkle.safety.control.input;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text as any tokenizer cuts it, in windows that overlap by half. The marks that the tokenizer
 * puts around a text stand around each window.
 */
final class SequenceWindows implements AutoCloseable {

  private final HuggingFaceTokenizer tokenizer;
  private final int maxTokens;
  private final long[] before;
  private final long[] after;

  SequenceWindows(HuggingFaceTokenizer tokenizer, int maxTokens) {
    this.tokenizer = tokenizer;
    this.maxTokens = maxTokens;
    Encoding marked = tokenizer.encode("a", true, false);
    long[] mask = marked.getSpecialTokenMask();
    int first = 0;
    while (first < mask.length && mask[first] == 1) {
      first++;
    }
    int end = mask.length;
    while (end > first && mask[end - 1] == 1) {
      end--;
    }
    before = Arrays.copyOfRange(marked.getIds(), 0, first);
    after = Arrays.copyOfRange(marked.getIds(), end, mask.length);
  }

  /** At least one; none is longer than the limit. */
  List<long[]> of(String text) {
    long[] ids = tokenizer.encode(text, false, false).getIds();
    int room = maxTokens - before.length - after.length;
    List<long[]> windows = new ArrayList<>();
    int from = 0;
    while (from + room < ids.length) {
      windows.add(window(ids, from, from + room));
      from += Math.max(1, room / 2);
    }
    windows.add(window(ids, from, ids.length));
    return windows;
  }

  private long[] window(long[] ids, int from, int to) {
    long[] window = new long[before.length + to - from + after.length];
    System.arraycopy(before, 0, window, 0, before.length);
    System.arraycopy(ids, from, window, before.length, to - from);
    System.arraycopy(after, 0, window, before.length + to - from, after.length);
    return window;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
