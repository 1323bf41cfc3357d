package dev.sparkle.safety.control.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The words of a text: letters and digits in small letters; each ideograph is a word. */
final class Words {

  /** Words that stand in every text. */
  private static final Set<String> COMMON =
      Set.of(
          ("a an the and or but if of to in on at by for from with as is are was were be been it its"
                  + " this that these those there here you your i my me we our they them their he she"
                  + " his her do does did not no so such than then also just only like will would can"
                  + " could should must may might have has had what which who when where how why one"
                  + " 的 了 是 在 和 与 及 或 你 我 他 她 它 们 这 那 一 不 有 个 请 要 会 能 可 以 为 把 对 就 都 也")
              .split(" "));

  private Words() {}

  static List<String> of(CharSequence text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? Character.toLowerCase(text.charAt(i)) : ' ';
      boolean ideograph = Character.isIdeographic(c);
      if (Character.isLetterOrDigit(c) && !ideograph) {
        word.append(c);
      } else if (c != '\'' && c != '’') {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
        if (ideograph) {
          words.add(String.valueOf(c));
        }
      }
    }
    return words;
  }

  /** Whether a word says something of what a text is about. */
  static boolean hasContent(String word) {
    return !COMMON.contains(word);
  }

  /** A word without the endings of number and tense, roughly. */
  static String stem(String word) {
    return word.length() < 5 ? word : word.replaceAll("(?:ing|ed|es|s|ly|e)$", "");
  }
}
