package dev.sparkle.safety.control.input;

import java.text.Normalizer;
import java.util.Optional;

/**
 * English in borrowed accents ({@code ígnóré thé rúlés}), which rules read anyway and statistics do
 * not: takes them off where they stand on more letters than any language has them.
 */
final class Accents implements Decoder {

  private static final int FEWEST = 8;

  /**
   * Of all letters, one in so many at least. Vietnamese comes near; it does not read as English.
   */
  private static final int SHARE = 6;

  @Override
  public String name() {
    return "accents";
  }

  @Override
  public Optional<String> reveal(String text) {
    int accents = 0;
    int letters = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = Character.isLetter(c);
      letters += letter ? 1 : 0;
      accents += letter && c >= 0xC0 && c < 0x250 ? 1 : 0;
    }
    return accents < FEWEST || accents * SHARE < letters
        ? Optional.empty()
        : Optional.of(Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", ""));
  }

  @Override
  public boolean carries() {
    return false;
  }
}
