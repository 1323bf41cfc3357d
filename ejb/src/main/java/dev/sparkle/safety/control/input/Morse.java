package dev.sparkle.safety.control.input;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Morse code: letters parted by a blank, words by a slash, a bar or more blanks. */
final class Morse implements Decoder {

  private static final int FEWEST = 6;
  private static final int LONGEST = 5;

  private static final Map<String, String> LETTERS = new HashMap<>();

  static {
    String[] codes =
        (".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...-"
                + " .-- -..- -.-- --.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.")
            .split(" ");
    for (int i = 0; i < codes.length; i++) {
      LETTERS.put(codes[i], "abcdefghijklmnopqrstuvwxyz0123456789".substring(i, i + 1));
    }
  }

  @Override
  public String name() {
    return "morse";
  }

  @Override
  public Optional<String> reveal(String text) {
    StringBuilder out = new StringBuilder();
    StringBuilder code = new StringBuilder();
    int letters = 0;
    int blanks = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (c == '.' || c == '·' || c == '•') {
        code.append('.');
      } else if (c == '-' || c == '_' || c == '–' || c == '−' || c == '—') {
        code.append('-');
      } else {
        String letter = code.length() > LONGEST ? null : LETTERS.get(code.toString());
        if (letter != null) {
          out.append(letter);
          letters++;
        }
        blanks = code.length() == 0 ? blanks + 1 : 1;
        boolean parts = c == '/' || c == '|' || c == '\n' || blanks == 2;
        if (parts && out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
          out.append(' ');
        }
        code.setLength(0);
      }
    }
    return letters < FEWEST ? Optional.empty() : Optional.of(out.toString());
  }

  @Override
  public boolean carries() {
    return false;
  }
}
