package dev.sparkle.safety.control.output;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads what an answer says in codes, a character or a word at a time, and has other guards read
 * it: code points, hex, binary, entities and escapes, Morse, base64 word by word, names of digits,
 * and lists with a number before each character.
 *
 * <p>Each code has guards of its own, since 72 may be decimal or hex. What is not of a code is
 * passed over, so that signs and words between do not break it.
 */
final class CodeGuard implements Guard {

  /** The longest token of any code. */
  private static final int LONGEST = 48;

  private record Reading(Function<String, String> code, Guard guard) {}

  private final List<Reading> readings;
  private final StringBuilder token = new StringBuilder();
  private boolean lineStart = true;

  /**
   * @param watch makes the guards that read one code
   */
  CodeGuard(java.util.function.Supplier<Guard> watch) {
    readings =
        List.<Function<String, String>>of(
                Codes::decimal,
                Codes::hex,
                Codes::binary,
                Codes::morse,
                Codes::base64,
                Codes::digit)
            .stream()
            .map(code -> new Reading(code, watch.get()))
            .toList();
  }

  @Override
  public void read(CharSequence piece) {
    for (int i = 0; i < piece.length(); i++) {
      read(piece.charAt(i));
    }
  }

  private void read(char c) {
    boolean part = c < 128 && (Character.isLetterOrDigit(c) || ".-=+/".indexOf(c) >= 0);
    if (part && token.length() < LONGEST) {
      token.append(c);
      return;
    }
    endToken();
    if (Codes.CHINESE.indexOf(c) >= 0) {
      token.append(c);
      endToken();
    }
    lineStart = c == '\n' || lineStart && Character.isWhitespace(c);
  }

  private void endToken() {
    if (token.isEmpty()) {
      return;
    }
    String word = token.toString();
    token.setLength(0);
    // the number before an item of a list is none of its characters
    boolean number = lineStart && word.matches("\\d{1,3}[.]?");
    lineStart = false;
    if (number) {
      return;
    }
    if (word.length() > 5 && isWord(word)) {
      return;
    }
    for (Reading reading : readings) {
      String plain = reading.code().apply(word);
      if (!plain.isEmpty()) {
        reading.guard().read(plain);
      }
    }
  }

  /** A word of small letters, with a capital or none, says nothing in any code. */
  private static boolean isWord(String token) {
    for (int i = 1; i < token.length(); i++) {
      char c = token.charAt(i);
      if ((c < 'a' || c > 'z') && !(c == '.' && i == token.length() - 1)) {
        return false;
      }
    }
    return Character.isLetter(token.charAt(0));
  }

  @Override
  public String stop() {
    for (Reading reading : readings) {
      if (reading.guard().stop() != null) {
        return reading.guard().stop();
      }
    }
    return null;
  }

  @Override
  public boolean isSuspicious() {
    return readings.stream().anyMatch(reading -> reading.guard().isSuspicious());
  }

  /** What a token says in each code; empty if nothing. */
  private static final class Codes {

    static final String CHINESE = "零一二三四五六七八九〇";
    private static final String[] MORSE =
        (".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...-"
                + " .-- -..- -.-- --.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.")
            .split(" ");
    private static final Map<String, String> NAMES =
        Map.of(
            "zero", "0", "one", "1", "two", "2", "three", "3", "four", "4", "five", "5", "six", "6",
            "seven", "7", "eight", "8", "nine", "9");

    private Codes() {}

    static String decimal(String token) {
      return token.matches("\\d{2,3}") ? character(Integer.parseInt(token)) : "";
    }

    static String hex(String token) {
      String digits = token.replaceFirst("^(?:0?x|u00|U000000)", "");
      return digits.matches("[0-9a-fA-F]{2}") ? character(Integer.parseInt(digits, 16)) : "";
    }

    static String binary(String token) {
      return token.matches("0?[01]{7}") ? character(Integer.parseInt(token, 2)) : "";
    }

    private static String character(int code) {
      return code >= 32 && code < 127 ? String.valueOf((char) code) : "";
    }

    static String morse(String token) {
      if (token.matches("[.-]{1,5}")) {
        for (int i = 0; i < MORSE.length; i++) {
          if (MORSE[i].equals(token)) {
            return String.valueOf((char) (i < 26 ? 'a' + i : '0' + i - 26));
          }
        }
      }
      return "";
    }

    static String base64(String token) {
      if (!token.matches("[A-Za-z0-9+/]{3,46}={0,2}") || token.matches("[A-Za-z]?[a-z]+|\\d+")) {
        return "";
      }
      try {
        byte[] bytes = java.util.Base64.getDecoder().decode(token);
        String text = new String(bytes, java.nio.charset.StandardCharsets.US_ASCII);
        return text.matches("[ -~]+") ? text : "";
      } catch (IllegalArgumentException none) {
        return "";
      }
    }

    /** Single letters and digits, and names of digits: a random word that is spelled out. */
    static String digit(String token) {
      String small = token.toLowerCase(java.util.Locale.ROOT);
      if (CHINESE.indexOf(token.charAt(0)) >= 0) {
        return String.valueOf("01234567890".charAt(Math.min(10, CHINESE.indexOf(token.charAt(0)))));
      }
      return small.length() < 6 && !NAMES.containsKey(small) && small.matches("[a-f0-9]{1,5}")
          ? small
          : NAMES.getOrDefault(small, "");
    }
  }
}
