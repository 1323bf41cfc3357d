package dev.sparkle.llm.control;

import java.util.Set;

/**
 * Whether words of a learner's lean on what was asked before, because they say little of their own:
 * "another hint", "I still do not see it". <b>Limitations.</b> By words, not by meaning.
 */
public final class Leaning {

  /** Words by which help is asked for. */
  private static final Set<String> HELP =
      Terms.of(
          "hint hints help helping another next again further stuck idea clue understand try trying"
              + " answer see still yet sorry ok okay yes no continue go think thought sure first"
              + " second little bit need want show");

  /** The same in Chinese. */
  private static final String CHINESE_HELP = "再来一个下一条提示帮我帮帮还不懂没懂明白知道继续想出来不会答案给点第二三多谢谢好";

  private Leaning() {}

  /** Whether the words go on with the earlier question rather than ask a new one. */
  public static boolean on(String earlier, String words) {
    Set<String> before = Terms.of(earlier);
    return Terms.of(words).stream()
        .noneMatch(term -> !before.contains(term) && !HELP.contains(term) && !isChineseHelp(term));
  }

  private static boolean isChineseHelp(String term) {
    return term.chars().allMatch(c -> CHINESE_HELP.indexOf(c) >= 0);
  }
}
