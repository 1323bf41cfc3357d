package dev.sparkle.knowledge.control;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds out how a text is encoded: a byte order mark, UTF-8, UTF-16 without a mark, GB18030 (also
 * GBK and GB2312), else Windows-1252.
 *
 * <p><b>Limitations.</b> Big5, Shift-JIS and Cyrillic code pages come out as wrong characters;
 * nothing in the bytes tells them for sure.
 */
final class TextDecoder {

  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  /** A text has tabs and line ends, rarely another control character; binary data has a tenth. */
  private static final double MAX_CONTROL_SHARE = 0.02;

  private TextDecoder() {}

  /** True if these first bytes of a file cannot be text in any encoding that is known here. */
  static boolean looksBinary(byte[] head) {
    if (mark(head) != null || utf16(head) != null) {
      return false;
    }
    int control = 0;
    for (byte each : head) {
      if (each == 0) {
        return true;
      }
      if (each > 0 && each < 0x20 && each != '\t' && each != '\n' && each != '\r' && each != '\f') {
        control++;
      }
    }
    return control > head.length * MAX_CONTROL_SHARE;
  }

  /**
   * The text of a file.
   *
   * @throws ReadingStopped if it is not text, or has more characters than the budget has left
   */
  static String decode(byte[] bytes, ReadingBudget budget) {
    int max = budget.limits().maxCharacters();
    Charset mark = mark(bytes);
    if (mark != null) {
      return lenient(bytes, mark == StandardCharsets.UTF_8 ? 3 : 2, mark, max);
    }
    Charset wide = utf16(bytes);
    if (wide != null) {
      return lenient(bytes, 0, wide, max);
    }
    if (looksBinary(bytes)) {
      throw new ReadingStopped(Unreadables.notText());
    }
    return strict(bytes, StandardCharsets.UTF_8, max)
        .or(() -> strict(bytes, GB18030, max).filter(TextDecoder::readsAsChinese))
        .orElseGet(() -> lenient(bytes, 0, WINDOWS_1252, max));
  }

  private static Charset mark(byte[] bytes) {
    if (bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF) {
      return StandardCharsets.UTF_8;
    }
    if (bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
      return StandardCharsets.UTF_16BE;
    }
    return bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
        ? StandardCharsets.UTF_16LE
        : null;
  }

  /** UTF-16 of a text with Latin letters: nearly every second byte is NUL, the others never. */
  private static Charset utf16(byte[] bytes) {
    int length = Math.min(bytes.length, ContentSniffer.HEAD) & ~1;
    int even = 0;
    int odd = 0;
    for (int at = 0; at < length; at += 2) {
      even += bytes[at] == 0 ? 1 : 0;
      odd += bytes[at + 1] == 0 ? 1 : 0;
    }
    int most = length * 2 / 5;
    if (length < 4 || Math.min(even, odd) > 0 || Math.max(even, odd) < most) {
      return null;
    }
    return odd > even ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
  }

  /**
   * Bytes of another encoding decode to rare characters, and accented letters between plain ones to
   * lonely ones; Chinese text is common characters, side by side.
   */
  private static boolean readsAsChinese(String text) {
    int foreign = 0;
    int common = 0;
    int lonely = 0;
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      if (each >= 0x80) {
        foreign++;
        common += isCommon(each) ? 1 : 0;
        boolean before = at > 0 && text.charAt(at - 1) >= 0x80;
        boolean after = at + 1 < text.length() && text.charAt(at + 1) >= 0x80;
        lonely += before || after ? 0 : 1;
      }
    }
    return common >= foreign * 0.9 && lonely <= foreign * 0.5;
  }

  /** Han of GB2312 and GBK, and the punctuation that goes with it. */
  private static boolean isCommon(char each) {
    return each >= 0x4E00 && each <= 0x9FA5
        || each >= 0x3000 && each <= 0x303F
        || each >= 0xFF00 && each <= 0xFF65
        || each >= 0x2010 && each <= 0x2026;
  }

  private static Optional<String> strict(byte[] bytes, Charset charset, int max) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    return decode(bytes, 0, decoder, max);
  }

  private static String lenient(byte[] bytes, int from, Charset charset, int max) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    return decode(bytes, from, decoder, max).orElseThrow();
  }

  private static Optional<String> decode(byte[] bytes, int from, CharsetDecoder decoder, int max) {
    ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
    CharBuffer piece = CharBuffer.allocate(8192);
    StringBuilder text = new StringBuilder(Math.min(bytes.length, max));
    while (true) {
      CoderResult result = decoder.decode(in, piece, true);
      if (result.isUnderflow()) {
        result = decoder.flush(piece);
      }
      text.append(piece.flip());
      piece.clear();
      if (text.length() > max) {
        throw new ReadingStopped(Unreadables.tooMuchText(max));
      }
      if (result.isError()) {
        return Optional.empty();
      }
      if (result.isUnderflow()) {
        return Optional.of(text.toString());
      }
    }
  }
}
