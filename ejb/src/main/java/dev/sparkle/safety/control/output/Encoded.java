package dev.sparkle.safety.control.output;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Undoes what could hide words in one long word: base64, hex, URL code. */
final class Encoded {

  private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9+/_%=-]{16,}");

  private Encoded() {}

  /** The readable texts that stand encoded in a piece; mostly none. */
  static List<String> texts(CharSequence piece) {
    List<String> texts = new ArrayList<>();
    if (piece.length() < 16) {
      return texts;
    }
    Matcher word = LONG_WORD.matcher(piece);
    while (word.find()) {
      String code = word.group();
      if (code.matches("(?:[0-9a-fA-F]{2})+")) {
        add(HexFormat.of().parseHex(code), texts);
      } else if (code.indexOf('%') >= 0) {
        addUrl(code, texts);
      } else {
        addBase64(code.replaceAll("=.*", "").replace('-', '+').replace('_', '/'), texts);
      }
    }
    return texts;
  }

  private static void addBase64(String code, List<String> texts) {
    try {
      int whole = code.length() % 4 == 1 ? code.length() - 1 : code.length();
      add(Base64.getDecoder().decode(code.substring(0, whole)), texts);
    } catch (IllegalArgumentException none) {
      // it was a long word
    }
  }

  private static void addUrl(String code, List<String> texts) {
    try {
      texts.add(URLDecoder.decode(code, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException none) {
      // a percent sign that stands for itself
    }
  }

  private static void add(byte[] bytes, List<String> texts) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    long readable =
        text.chars().filter(c -> Character.isLetterOrDigit(c) || c == ' ' || c == '\n').count();
    if (readable * 10 >= text.length() * 7L) {
      texts.add(text);
    }
  }
}
