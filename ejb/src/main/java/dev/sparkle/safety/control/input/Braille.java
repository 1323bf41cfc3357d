package dev.sparkle.safety.control.input;

import java.util.Optional;

/** Braille letters, one for one. */
final class Braille implements Decoder {

  private static final int FEWEST = 6;
  private static final char BLANK = '\u2800';
  private static final char LAST = '\u28FF';

  /** From a to z, in the order of the alphabet. */
  private static final String LETTERS = "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵";

  @Override
  public String name() {
    return "braille";
  }

  @Override
  public Optional<String> reveal(String text) {
    StringBuilder out = new StringBuilder();
    int letters = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int letter = c > BLANK && c <= LAST ? LETTERS.indexOf(c) : -1;
      if (letter >= 0) {
        out.append((char) ('a' + letter));
        letters++;
      } else if (c == BLANK || c <= ' ') {
        out.append(' ');
      }
    }
    return letters < FEWEST ? Optional.empty() : Optional.of(out.toString());
  }

  @Override
  public boolean carries() {
    return false;
  }
}
