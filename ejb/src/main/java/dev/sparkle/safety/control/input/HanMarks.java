package dev.sparkle.safety.control.input;

/**
 * Writes the marks beside Chinese characters in full width, as Chinese texts have them and as the
 * Chinese encoder learnt them. The normalised text that classifiers read has them in ASCII, and to
 * an encoder these are other marks, as of another kind of text.
 */
final class HanMarks {

  private static final String ASCII = ",?!:;()";
  private static final String FULL = "，？！：；（）";

  private static final String OTHERS = "。、《》「」『』【】";

  private HanMarks() {}

  static String inFullWidth(String text) {
    StringBuilder written = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      int mark = ASCII.indexOf(text.charAt(i));
      boolean beside =
          i > 0 && isChinese(written.charAt(i - 1))
              || i + 1 < text.length() && isChinese(text.charAt(i + 1));
      if (mark >= 0 && beside) {
        written.setCharAt(i, FULL.charAt(mark));
      }
    }
    return written.toString();
  }

  private static boolean isChinese(char c) {
    return HanPairs.isHan(c) || FULL.indexOf(c) >= 0 || OTHERS.indexOf(c) >= 0;
  }
}
