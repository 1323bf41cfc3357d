package dev.sparkle.safety.control.input;

import java.util.List;

/** All that {@link Views} undoes, the most certain first. */
final class Decoders {

  private Decoders() {}

  static List<Decoder> all() {
    return List.of(
        new Base64Code(),
        new Base32Code(),
        new ByteCode("hex", 16, 2, 2, false, 4),
        new ByteCode("binary", 2, 8, 8, false, 4),
        new ByteCode("decimal", 10, 2, 3, true, 6),
        new Escapes(),
        new Morse(),
        new Braille(),
        new TurnedHan(),
        new LetterCipher("reversed", LetterCipher::reversed),
        new LetterCipher("reversed-words", LetterCipher::wordsReversed),
        new LetterCipher("atbash", LetterCipher::atbash),
        new LetterCipher("rot13", text -> LetterCipher.shifted(text, 13)),
        new LetterCipher("caesar", LetterCipher::unshifted),
        new Leet(),
        new Accents(),
        new Spaced(),
        new Split());
  }
}
