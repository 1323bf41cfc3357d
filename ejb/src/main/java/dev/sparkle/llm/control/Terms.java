package dev.sparkle.llm.control;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terms that two texts are compared by: English words without their commonest endings and
 * without the words that every question has, and pairs of neighbouring Chinese characters, as
 * Chinese has no spaces. <b>Limitations.</b> No synonyms; endings are cut by rule, so that now and
 * then two words become one ("universe", "university" do not; "police", "policy" stay apart).
 */
final class Terms {

  private static final Pattern TOKEN =
      Pattern.compile("(?<han>\\p{IsHan}+)|(?<word>[\\p{L}\\p{Nd}&&[^\\p{IsHan}]]+)");

  /** Words without content, and the ones by which an explanation is asked for. */
  private static final Set<String> STOP_WORDS =
      Set.of(
          """
          a about after all also am an and any are as at be because been before being but by can
          could did do does doing done don for from get gets give had has have having he her here
          him his how i if in into is it its itself just know let like ll make makes many may me
          mean means might more most much must my no not now of on once one only or other our out
          over own please s same say says she should so some such t tell than that the their them
          then there these they thing things think this those to too under up us use used ve very
          was way we were what when where which while who whom whose why will with without would
          you your explain describe define simple simply words example difference between happen
          happens happened mine re d m isn aren doesn didn won couldn
          """
              .split("\\s+"));

  private static final Pattern CHINESE_STOP =
      Pattern.compile(
          "为什么|为何|什么|怎么样|怎么|怎样|如何|哪些|哪个|哪里|多少|是不是|有没有|能不能|可不可以|可以|请问|解释|说明|"
              + "介绍|一下|告诉|我们|你们|他们|它们|这个|那个|这些|那些|因为|所以|但是|而且|以及|或者|如果|就是|不是|没有|还是|"
              + "时候|之间|区别|简单|意思|[的了吗呢吧啊是在和与或及有也都就还又被把让给对从到于而则其之个我你他她它这那请能会要很]");

  private Terms() {}

  /** The distinct terms of a text in the order of their first place. */
  static Set<String> of(String text) {
    Set<String> terms = new LinkedHashSet<>();
    Matcher token = TOKEN.matcher(text.toLowerCase(Locale.ROOT));
    while (token.find()) {
      if (token.group("han") != null) {
        for (String run : CHINESE_STOP.split(token.group("han"))) {
          addPairs(run, terms);
        }
      } else if (!STOP_WORDS.contains(token.group("word"))) {
        addWord(token.group("word"), terms);
      }
    }
    return terms;
  }

  private static void addPairs(String run, Set<String> terms) {
    if (run.length() == 1) {
      terms.add(run);
    }
    for (int i = 0; i + 2 <= run.length(); i++) {
      terms.add(run.substring(i, i + 2));
    }
  }

  private static void addWord(String word, Set<String> terms) {
    String stem = stem(word);
    if (stem.length() > 1 || Character.isDigit(stem.charAt(0))) {
      terms.add(stem);
    }
  }

  /** "cells" and "cell", "breathing" and "breathe", "studies" and "study" meet. */
  static String stem(String word) {
    String stem = word;
    if (stem.length() > 4 && stem.endsWith("ies")) {
      stem = cut(stem, 3) + "y";
    } else if (stem.length() > 3 && stem.endsWith("s") && !stem.matches(".*(ss|us|is)")) {
      stem = cut(stem, 1);
    }
    if (stem.length() > 5 && stem.endsWith("ing")) {
      stem = undouble(cut(stem, 3));
    } else if (stem.length() > 4 && stem.endsWith("ed")) {
      stem = undouble(cut(stem, 2));
    }
    return stem.length() > 3 && stem.endsWith("e") ? cut(stem, 1) : stem;
  }

  private static String cut(String word, int characters) {
    return word.substring(0, word.length() - characters);
  }

  /** "running" became "runn". */
  private static String undouble(String word) {
    int last = word.length() - 1;
    boolean doubled = last > 1 && word.charAt(last) == word.charAt(last - 1);
    return doubled && "lsz".indexOf(word.charAt(last)) < 0 ? cut(word, 1) : word;
  }
}
