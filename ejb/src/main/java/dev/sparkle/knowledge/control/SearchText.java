package dev.sparkle.knowledge.control;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Splits text for PostgreSQL's full-text search into what its English dictionary can handle and
 * what it cannot: Chinese, Japanese and Korean, which have no blanks between words. Those become
 * tokens of two characters that overlap, and of one character for what is no longer than that.
 *
 * @param english the text with blanks in place of those scripts
 * @param vector the tokens with their places, as a {@code tsvector} literal
 */
record SearchText(String english, String vector) {

  /**
   * What Chinese questions are made of beside their subject. Longest first, since they are cut out
   * in this order.
   */
  private static final Pattern QUESTION_WORDS =
      Pattern.compile(
          "为什么|是什么|什么样|怎么样|怎么办|有什么|什么|怎么|怎样|如何|哪些|哪个|哪里|哪种|多少|几个|是否"
              + "|可以|能够|我们|你们|他们|它们|这个|那个|这些|那些|这种|那种|因为|所以|如果|但是|还是|或者|以及"
              + "|应该|需要|请问|告诉|解释|说明|一下|一个|一种|一些|不是|没有|之间|关系|区别|分别|时候"
              + "|[的了吗呢吧啊么是在和与或及也都就又还很最更被把让给对从到向于以为而之其这那哪谁何我你他她它们个有会能要]");

  static SearchText of(String text) {
    StringBuilder vector = new StringBuilder();
    int[] place = {0};
    grams(
        fold(text),
        (one, two) -> {
          place[0]++;
          append(vector, one, place[0], "");
          if (two != null) {
            append(vector, two, place[0], "C");
          }
        });
    return new SearchText(english(text), vector.toString());
  }

  /** The part of a text that is not Chinese, Japanese or Korean. */
  static String english(String text) {
    StringBuilder english = new StringBuilder(text.length());
    fold(text)
        .codePoints()
        .forEach(each -> english.appendCodePoint(Cjk.is(each) || each == 0 ? ' ' : each));
    return english.toString();
  }

  /** The tokens that a question is searched by, without the words that only make it a question. */
  static Set<String> questionTokens(String question) {
    Set<String> tokens = new LinkedHashSet<>();
    for (String run : QUESTION_WORDS.split(fold(question))) {
      List<String> ones = new ArrayList<>();
      List<String> twos = new ArrayList<>();
      grams(
          run,
          (one, two) -> {
            ones.add(one);
            if (two != null) {
              twos.add(two);
            }
          });
      tokens.addAll(twos.isEmpty() ? ones : twos);
    }
    return tokens;
  }

  /** A {@code tsquery} literal that finds what has any of the tokens; empty if there are none. */
  static String anyOf(Iterable<String> tokens) {
    StringBuilder query = new StringBuilder();
    for (String token : tokens) {
      query.append(query.isEmpty() ? "" : " | ").append(quoted(token));
    }
    return query.toString();
  }

  /** A token as a lexeme literal: nothing in it can act as an operator. */
  private static String quoted(String token) {
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  private static void append(StringBuilder vector, String token, int place, String weight) {
    vector.append(vector.isEmpty() ? "" : " ").append(quoted(token));
    vector.append(':').append(Math.min(place, MAX_PLACE)).append(weight);
  }

  /** PostgreSQL counts places up to here. */
  private static final int MAX_PLACE = 16383;

  /** Hands over each character with the pair that it begins; no pair at the end of a run. */
  private static void grams(String text, BiConsumer<String, String> sink) {
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      int next = at + Character.charCount(character);
      if (Cjk.is(character)) {
        boolean pair = next < text.length() && Cjk.is(text.codePointAt(next));
        String one = text.substring(at, next);
        sink.accept(one, pair ? one + Character.toString(text.codePointAt(next)) : null);
      }
      at = next;
    }
  }

  private static String fold(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }
}
