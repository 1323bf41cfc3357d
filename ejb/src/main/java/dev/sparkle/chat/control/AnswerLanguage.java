package dev.sparkle.chat.control;

/** In which language to answer when the learner did not say. */
final class AnswerLanguage {

  /**
   * From this share of Chinese characters on, a question is Chinese: Chinese questions name foreign
   * terms, English ones hardly ever hold a Chinese character.
   */
  private static final double CHINESE_SHARE = 0.15;

  private AnswerLanguage() {}

  /** {@code zh} or {@code en}. */
  static String of(String question) {
    long letters = question.codePoints().filter(Character::isLetter).count();
    long han =
        question
            .codePoints()
            .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
            .count();
    return letters > 0 && (double) han / letters >= CHINESE_SHARE ? "zh" : "en";
  }
}
