package dev.sparkle.chat.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the reference marks out of a stream of words: {@code [1]}, also {@code [1, 3]}, {@code
 * [1-3]}, {@code [^1]} and {@code 【1】}. Those that refer to something are written as {@code [1]} or
 * {@code [1][3]}; of others nothing is left, nor of the space before them. In code, between
 * backticks, brackets mean something else and stay. Not thread-safe.
 */
final class ReferenceMarks {

  /** A mark with several numbers; longer is none. */
  private static final int LONGEST = 40;

  private static final Pattern MARK =
      Pattern.compile("[\\[【]\\s*\\^?\\s*(\\d[\\d\\s,，、;&^–—-]*?)\\s*[\\]】]");

  private static final Pattern BEGINNING =
      Pattern.compile("\\s*(?:[\\[【]\\s*\\^?\\s*(?:\\d[\\d\\s,，、;&^–—-]*)?)?");

  /** What becomes a mark by a closing bracket, where another mark was taken out of its middle. */
  private static final Pattern OPEN = Pattern.compile("[\\[【]\\s*\\^?\\s*\\d[\\d\\s,，、;&^–—-]*$");

  private static final Pattern RANGE = Pattern.compile("(\\d{1,3})\\s*[–—-]\\s*(\\d{1,3})");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private final IntPredicate known;
  private final StringBuilder held = new StringBuilder();

  /** The last words that went on, as many as a mark may have. */
  private final StringBuilder told = new StringBuilder();

  /** Backticks that the code began with that is open; 0: none is. */
  private int fence;

  /**
   * @param known whether something has that number
   */
  ReferenceMarks(IntPredicate known) {
    this.known = known;
  }

  /** The words that can go on now. */
  String next(String words) {
    held.append(words);
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < held.length()) {
      char c = held.charAt(at);
      if (c == '`') {
        int end = endOfTicks(at);
        if (end == held.length()) {
          break;
        }
        code(end - at);
        out.append(held, at, end);
        at = end;
      } else if (fence == 0 && (isOpening(c) || c == ' ')) {
        int end = mark(out, at);
        if (end < 0) {
          break;
        }
        at = end;
      } else {
        // inline code does not go over the end of a line
        fence = c == '\n' && fence < 3 ? 0 : fence;
        if (!closesWhatIsNone(c, out)) {
          out.append(c);
        }
        at++;
      }
    }
    held.delete(0, at);
    told.append(out);
    told.delete(0, Math.max(0, told.length() - LONGEST));
    return out.toString();
  }

  /** Marks are read as a whole; one that closes here is made of what stood around another. */
  private boolean closesWhatIsNone(char c, CharSequence out) {
    return fence == 0
        && (c == ']' || c == '】')
        && OPEN.matcher(new StringBuilder(told).append(out)).find();
  }

  private static boolean isOpening(char c) {
    return c == '[' || c == '【';
  }

  private int endOfTicks(int from) {
    int end = from;
    while (end < held.length() && held.charAt(end) == '`') {
      end++;
    }
    return end;
  }

  /** A run of backticks opens code, and one as long closes it. */
  private void code(int run) {
    if (fence == 0) {
      fence = run;
    } else if (fence == run) {
      fence = 0;
    }
  }

  /** The place behind a mark, or behind what is none; below 0: it cannot be told yet. */
  private int mark(StringBuilder out, int at) {
    String rest = held.substring(at, Math.min(held.length(), at + LONGEST));
    int bracket = 0;
    while (bracket < rest.length() && rest.charAt(bracket) == ' ') {
      bracket++;
    }
    Matcher mark = MARK.matcher(rest).region(bracket, rest.length());
    if (mark.lookingAt()) {
      String good = good(mark.group(1));
      out.append(good.isEmpty() ? "" : rest.substring(0, bracket) + good);
      return at + mark.end();
    }
    if (rest.length() < LONGEST && BEGINNING.matcher(rest).matches()) {
      return -1;
    }
    out.append(rest.charAt(0));
    return at + 1;
  }

  private String good(String numbers) {
    List<Integer> refs = new ArrayList<>();
    Matcher range = RANGE.matcher(numbers);
    if (range.matches()) {
      int last = Integer.parseInt(range.group(2));
      for (int ref = Integer.parseInt(range.group(1)); ref <= last; ref++) {
        refs.add(ref);
      }
    } else {
      Matcher number = NUMBER.matcher(numbers);
      while (number.find()) {
        refs.add(Integer.parseInt(number.group()));
      }
    }
    return refs.stream()
        .filter(known::test)
        .distinct()
        .map(ref -> "[" + ref + "]")
        .collect(Collectors.joining());
  }

  /** What was held back, at the end. */
  String rest() {
    String left = held.toString();
    held.setLength(0);
    return left;
  }
}
