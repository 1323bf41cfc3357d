package dev.sparkle.llm.control;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts bytes, however they were packed, into lines of UTF-8 text. A line ends with CR, LF or CRLF;
 * as none of their bytes is part of a longer UTF-8 sequence, a character that arrives in two
 * packets is whole again when its line is. A byte order mark before the first line is dropped, an
 * unfinished last line is never told.
 */
final class LineSplitter {

  private final int maxBytes;
  private final Consumer<String> lines;
  private byte[] line = new byte[512];
  private int length;
  private boolean afterCarriageReturn;
  private boolean first = true;

  /**
   * @param maxBytes longest line
   * @param lines gets each line without its end
   */
  LineSplitter(int maxBytes, Consumer<String> lines) {
    this.maxBytes = maxBytes;
    this.lines = lines;
  }

  /**
   * Takes the next bytes.
   *
   * @throws GarbageException if a line is longer than allowed
   */
  void accept(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      boolean secondHalf = afterCarriageReturn && next == '\n';
      afterCarriageReturn = next == '\r';
      if (next == '\r' || next == '\n') {
        if (!secondHalf) {
          emit();
        }
      } else {
        append(next);
      }
    }
  }

  private void append(byte next) {
    if (length == maxBytes) {
      throw new GarbageException("a line of more than " + maxBytes + " bytes");
    }
    if (length == line.length) {
      line = Arrays.copyOf(line, Math.min(maxBytes, 2 * length));
    }
    line[length++] = next;
  }

  private void emit() {
    String text = new String(line, 0, length, StandardCharsets.UTF_8);
    length = 0;
    if (first) {
      first = false;
      text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
    lines.accept(text);
  }
}
