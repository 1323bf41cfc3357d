package dev.sparkle.llm.control;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What turns a question into another one while an embedding sees all but the same: numbers,
 * negations, directions, degrees. Two questions that differ in them are not taken for one.
 *
 * <p><b>Limitations.</b> A short list by hand, English and Chinese; opposites beyond it pass.
 */
final class TurningWords {

  private static final Pattern WORD =
      Pattern.compile("\\d+(?:[.,]\\d+)*|[a-z]+(?:['’][a-z]+)?|\\p{IsHan}");

  private static final Set<String> TURNING =
      Set.of(
          "not",
          "no",
          "never",
          "none",
          "nothing",
          "without",
          "neither",
          "nor",
          "cannot",
          "except",
          "into",
          "out",
          "up",
          "down",
          "to",
          "from",
          "before",
          "after",
          "above",
          "below",
          "over",
          "under",
          "inside",
          "outside",
          "more",
          "less",
          "fewer",
          "most",
          "least",
          "high",
          "low",
          "higher",
          "lower",
          "increase",
          "decrease",
          "increases",
          "decreases",
          "active",
          "passive",
          "first",
          "last",
          "same",
          "different",
          "advantages",
          "disadvantages",
          "不",
          "没",
          "无",
          "非",
          "未",
          "否",
          "前",
          "后",
          "上",
          "下",
          "内",
          "外",
          "多",
          "少",
          "增",
          "减",
          "高",
          "低",
          "进",
          "出",
          "入");

  private TurningWords() {}

  /** Whether both questions have the same of them. */
  static boolean same(String one, String other) {
    return of(one).equals(of(other));
  }

  private static List<String> of(String question) {
    return WORD.matcher(question.toLowerCase(Locale.ROOT))
        .results()
        .map(MatchResult::group)
        .map(word -> word.endsWith("n't") || word.endsWith("n’t") ? "not" : word)
        .filter(word -> Character.isDigit(word.charAt(0)) || TURNING.contains(word))
        .sorted()
        .toList();
  }
}
