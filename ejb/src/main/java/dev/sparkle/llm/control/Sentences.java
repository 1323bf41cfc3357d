package dev.sparkle.llm.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes the sentences out of a passage of English or Chinese prose, in their order.
 *
 * <p>Headings and tables are left out, line breaks within a paragraph are not ends, and a list
 * stays with the line that introduces it, because neither says much alone. <b>Limitations.</b> A
 * handful of abbreviations is known; an unknown one cuts a sentence in two.
 */
final class Sentences {

  private static final Pattern BULLET =
      Pattern.compile("^\\s*(?:[-*+•]\\s+|\\d{1,2}[.)]\\s+|\\d{1,2}、)(?=\\S)");
  private static final Pattern LEFT_OUT = Pattern.compile("^\\s*(?:#{1,6}\\s|\\||```|---+\\s*$).*");
  private static final Pattern CJK_GAP =
      Pattern.compile("(?<=[\\p{IsHan}，。、；：！？]) (?=[\\p{IsHan}，。、；：！？])");
  private static final String CLOSERS = "\"'”’)）」』]";
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "e.g", "i.e", "etc", "dr", "mr", "mrs", "ms", "prof", "fig", "no", "vs", "ca", "cf",
          "approx", "st", "sp", "al");

  private Sentences() {}

  /** The sentences of a text; none if it has none. */
  static List<String> of(String text) {
    List<String> sentences = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    boolean inList = false;
    for (String line : text.lines().toList()) {
      boolean bullet = BULLET.matcher(line).find();
      if (line.isBlank() || LEFT_OUT.matcher(line).matches()) {
        if (!introduces(paragraph)) {
          inList = false;
          flush(paragraph, sentences);
        }
      } else if (bullet) {
        inList = inList || introduces(paragraph);
        if (!inList) {
          flush(paragraph, sentences);
        }
        join(paragraph, BULLET.matcher(line).replaceFirst(""), inList);
      } else {
        if (inList) {
          inList = false;
          flush(paragraph, sentences);
        }
        join(paragraph, line.strip(), false);
      }
    }
    flush(paragraph, sentences);
    return sentences;
  }

  private static boolean introduces(CharSequence paragraph) {
    int last = paragraph.length() - 1;
    return last >= 0 && (paragraph.charAt(last) == ':' || paragraph.charAt(last) == '：');
  }

  /** List items become clauses of the sentence before them. */
  private static void join(StringBuilder paragraph, String line, boolean item) {
    if (item && !introduces(paragraph)) {
      int last = paragraph.length() - 1;
      if (".。;；".indexOf(paragraph.charAt(last)) >= 0) {
        paragraph.setLength(last);
      }
      paragraph.append(paragraph.charAt(paragraph.length() - 1) > 0x2E80 ? "；" : ";");
    }
    if (paragraph.length() > 0) {
      paragraph.append(' ');
    }
    paragraph.append(line);
  }

  private static void flush(StringBuilder paragraph, List<String> sentences) {
    String flat = paragraph.toString().replaceAll("\\s+", " ").replace("**", "").replace("`", "");
    String text = CJK_GAP.matcher(flat).replaceAll("");
    paragraph.setLength(0);
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (ends(text, start, i)) {
        int end = i + 1;
        while (end < text.length() && CLOSERS.indexOf(text.charAt(end)) >= 0) {
          end++;
        }
        add(text.substring(start, end), sentences);
        start = end;
        i = end - 1;
      }
    }
    add(text.substring(start), sentences);
  }

  private static void add(String sentence, List<String> sentences) {
    String stripped = sentence.strip();
    if (stripped.codePoints().anyMatch(Character::isLetter)) {
      sentences.add(stripped);
    }
  }

  private static boolean ends(String text, int start, int at) {
    char mark = text.charAt(at);
    if ("。！？".indexOf(mark) >= 0) {
      return true;
    }
    if (".!?".indexOf(mark) < 0) {
      return false;
    }
    int next = at + 1;
    while (next < text.length() && CLOSERS.indexOf(text.charAt(next)) >= 0) {
      next++;
    }
    boolean atSpace = next == text.length() || text.charAt(next) == ' ';
    return atSpace && (mark != '.' || !abbreviation(text, start, at));
  }

  private static boolean abbreviation(String text, int start, int at) {
    int from = text.lastIndexOf(' ', at);
    String word = text.substring(Math.max(start, from + 1), at).toLowerCase(Locale.ROOT);
    String bare = word.replaceAll("^[(\"'“‘]+", "");
    boolean initial = bare.length() == 1 && Character.isLetter(bare.charAt(0)) && from > start;
    return initial || ABBREVIATIONS.contains(bare);
  }
}
