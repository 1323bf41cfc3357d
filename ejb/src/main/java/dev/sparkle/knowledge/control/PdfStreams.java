package dev.sparkle.knowledge.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Looks for streams in a PDF that unpack to far more than they say, before a parser unpacks them
 * into memory.
 *
 * <p><b>Limitations.</b> Does not look into encrypted streams or filters other than Flate; what
 * slips through is stopped by the heap's limit.
 */
final class PdfStreams {

  /** An A4 page scanned at 600 dpi in colour has 104 MB; Flate packs a thousandfold at best. */
  private static final long MAX_UNPACKED = 128L << 20;

  private static final byte[] KEYWORD = {'s', 't', 'r', 'e', 'a', 'm'};

  private PdfStreams() {}

  /**
   * Unpacks every stream once and throws it away.
   *
   * @throws ReadingStopped if one is a bomb
   */
  static void check(Path file, ReadingBudget budget) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = channel.map(MapMode.READ_ONLY, 0, channel.size());
      int at = 0;
      while ((at = next(bytes, at)) >= 0) {
        at += packedSize(bytes, at, budget);
      }
    }
  }

  /** Where the content of the next stream begins, at or after {@code from}; -1 if there is none. */
  private static int next(ByteBuffer bytes, int from) {
    int last = bytes.limit() - KEYWORD.length - 2;
    for (int at = from; at < last; at++) {
      if (bytes.get(at) == KEYWORD[0] && isKeyword(bytes, at)) {
        int content = at + KEYWORD.length;
        if (bytes.get(content) == '\r') {
          content++;
        }
        return bytes.get(content) == '\n' ? content + 1 : content;
      }
    }
    return -1;
  }

  private static boolean isKeyword(ByteBuffer bytes, int at) {
    for (int each = 1; each < KEYWORD.length; each++) {
      if (bytes.get(at + each) != KEYWORD[each]) {
        return false;
      }
    }
    return at == 0 || bytes.get(at - 1) != 'd'; // not endstream
  }

  private static long packedSize(ByteBuffer bytes, int at, ReadingBudget budget) {
    Inflater inflater = new Inflater();
    byte[] scratch = new byte[1 << 16];
    try {
      inflater.setInput(bytes.slice(at, bytes.limit() - at));
      while (!inflater.finished() && !inflater.needsInput() && !inflater.needsDictionary()) {
        budget.checkTime();
        inflater.inflate(scratch);
        if (inflater.getBytesWritten() > MAX_UNPACKED) {
          throw new ReadingStopped(Unreadables.tooMuchText(budget.limits().maxCharacters()));
        }
      }
      return inflater.getBytesRead();
    } catch (DataFormatException e) {
      return 0; // not packed, or packed otherwise
    } finally {
      inflater.end();
    }
  }
}
