package dev.sparkle.safety.control.input;

/**
 * Tells a command from talk about one, as far as this is cheap: a class on security, a teacher who
 * asks what "ignore previous instructions" does. Such a mention weighs {@link #SHARE} of a command.
 * It is a guess: who wraps an attack in a discussion gets the discount, and is left to the
 * statistics and to the later layers.
 */
final class Mention {

  /** What is left of a rule's weight: three mentions of different kinds still make one attack. */
  static final double SHARE = 0.35;

  /** A quotation is at most this long; what is longer is a text with a stray quotation mark. */
  private static final int LONGEST_QUOTE = 400;

  /** "Students who type …" stands at most so many words before what they type. */
  private static final int REPORT_REACH = 10;

  private final FoldedText text;
  private final Hits hits;
  private final int reporting;
  private final int firstTalk;
  private final int lastTalk;

  Mention(FoldedText text, Hits hits, int discussing, int reporting) {
    this.text = text;
    this.hits = hits;
    this.reporting = reporting;
    int first = -1;
    int last = -1;
    for (int h = 0; h < hits.size(); h++) {
      if (hits.set(h) == discussing) {
        first = first < 0 ? h : first;
        last = h;
      }
    }
    firstTalk = first;
    lastTalk = last;
  }

  /**
   * Whether what stands from start to end is likely talked about rather than said.
   *
   * @param last the number of the finding that ends there
   */
  boolean covers(int start, int end, int last) {
    return reported(start, last) || discussed(start, end) && quoted(start, end);
  }

  private boolean reported(int start, int last) {
    for (int h = last; h >= 0; h--) {
      int words = text.word(start) - text.word(hits.start(h));
      if (words > REPORT_REACH) {
        return false;
      }
      if (words > 0 && hits.set(h) == reporting && text.sameSentence(hits.start(h) + 1, start)) {
        return true;
      }
    }
    return false;
  }

  private boolean discussed(int start, int end) {
    return firstTalk >= 0 && (hits.end(firstTalk) <= start || hits.start(lastTalk) >= end);
  }

  private boolean quoted(int start, int end) {
    String all = text.originalText();
    int from = text.original(start);
    for (int i = from - 1; i >= 0 && i > from - LONGEST_QUOTE; i--) {
      char c = all.charAt(i);
      char close = closing(c);
      if (close != 0 && (i == 0 || c > 0x7F || Letters.kind(all.charAt(i - 1)) != Letters.WORD)) {
        int furthest = Math.min(all.length(), i + LONGEST_QUOTE);
        int after = Math.min(text.originalEnd(end), furthest);
        return all.substring(after, furthest).indexOf(close) >= 0;
      }
    }
    return false;
  }

  private static char closing(char open) {
    switch (open) {
      case '"', '\'', '`':
        return open;
      case '\u201C', '\u201D', '\u201E':
        return '\u201D';
      case '\u2018':
        return '\u2019';
      case '\u300C':
        return '\u300D';
      case '\u300E':
        return '\u300F';
      case '\u00AB':
        return '\u00BB';
      default:
        return 0;
    }
  }
}
