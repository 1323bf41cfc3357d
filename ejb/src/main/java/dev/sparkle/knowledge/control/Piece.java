package dev.sparkle.knowledge.control;

import java.util.ArrayList;
import java.util.List;

/**
 * A sentence, or a part of one that is too long.
 *
 * @param text the words, with the blanks after them
 * @param weight characters, with Chinese, Japanese and Korean ones counted twice
 * @param page the page it begins on; null if there are none
 * @param beginsParagraph whether it is a paragraph's first
 */
record Piece(String text, int weight, Integer page, boolean beginsParagraph) {

  private static final String BREAKS = ",;:，、；：)）";

  static int weightOf(String text) {
    return text.codePoints().map(Piece::weightOf).sum();
  }

  private static int weightOf(int character) {
    return Cjk.is(character) ? 2 : 1;
  }

  /**
   * The sentence in parts of at most the given weight. Parts end after a comma or the like, else
   * after a blank, else anywhere but inside a character.
   */
  static List<String> within(String sentence, int limit) {
    if (sentence.length() * 2L <= limit || weightOf(sentence) <= limit) {
      return List.of(sentence);
    }
    List<String> parts = new ArrayList<>();
    int begin = 0;
    int weight = 0;
    int comma = 0;
    int blank = 0;
    for (int at = 0; at < sentence.length(); ) {
      int character = sentence.codePointAt(at);
      while (weight + weightOf(character) > limit && at > begin) {
        int end = comma > begin ? comma : blank > begin ? blank : at;
        parts.add(sentence.substring(begin, end));
        begin = end;
        weight = weightOf(sentence.substring(begin, at));
      }
      at += Character.charCount(character);
      weight += weightOf(character);
      if (BREAKS.indexOf(character) >= 0) {
        comma = at;
      } else if (Character.isWhitespace(character)) {
        blank = at;
      }
    }
    parts.add(sentence.substring(begin));
    return parts;
  }
}
