package dev.sparkle.safety.control.input;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** Hands a text to the classifier of its language; a text in both languages to both. */
public final class LanguageClassifiers implements TextClassifier, AutoCloseable {

  /** From so many Han characters or other words on, a language is more than a quotation. */
  private static final int ENOUGH = 6;

  private final TextClassifier english;
  private final TextClassifier chinese;

  public LanguageClassifiers(TextClassifier english, TextClassifier chinese) {
    this.english = Objects.requireNonNull(english, "english");
    this.chinese = Objects.requireNonNull(chinese, "chinese");
  }

  /** The encoders that ship with this program, both loaded: about a second. */
  public static LanguageClassifiers shipped() {
    return new LanguageClassifiers(
        EncoderClassifier.shipped(Encoder.ENGLISH), EncoderClassifier.shipped(Encoder.CHINESE));
  }

  @Override
  public Scores score(String text) {
    Scores scores = Scores.NONE;
    for (Encoder encoder : languagesOf(text)) {
      scores = scores.max((encoder == Encoder.CHINESE ? chinese : english).score(text));
    }
    return scores;
  }

  /**
   * Which encoders should read a text: one for the language that it mostly is in, both if each has
   * more than a few words; none if there is no letter and no digit in it.
   */
  public static Set<Encoder> languagesOf(String text) {
    int han = 0;
    int others = 0;
    boolean within = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      boolean isHan = UnicodeScript.of(c) == UnicodeScript.HAN;
      boolean letter = !isHan && Character.isLetterOrDigit(c);
      han += isHan ? 1 : 0;
      others += letter && !within ? 1 : 0;
      within = letter;
      i += Character.charCount(c);
    }
    Set<Encoder> languages = EnumSet.noneOf(Encoder.class);
    if (others > 0 && (others >= han || others >= ENOUGH)) {
      languages.add(Encoder.ENGLISH);
    }
    if (han > 0 && (han > others || han >= ENOUGH)) {
      languages.add(Encoder.CHINESE);
    }
    return languages;
  }

  @Override
  public void close() {
    for (TextClassifier each : new TextClassifier[] {english, chinese}) {
      if (each instanceof EncoderClassifier loaded) {
        loaded.close();
      }
    }
  }
}
