package dev.sparkle.safety.control.output;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Finds what a prompt says in other words or in another language: each idea of the instructions has
 * a pattern in {@code safety/leak-phrases.txt}, and several ideas close together are a leak; one or
 * two stand in any answer about learning. A pattern is tried only where words that it needs have
 * been read.
 */
final class PhraseGuard implements Guard {

  private record Idea(int weight, Pattern words) {}

  /** The weight that makes a leak. */
  private static final int LEAK = 4;

  /** Characters within which ideas belong together: the whole of the instructions, reworded. */
  private static final int NEAR = 700;

  /** It looks again after so many characters, or at the end of a sentence. */
  private static final int STRIDE = 60;

  /** No idea's words take more. */
  private static final int LONGEST_IDEA = 160;

  private static final List<Idea> IDEAS =
      RuleFile.lines("leak-phrases.txt").map(PhraseGuard::idea).toList();

  private static final Keywords KEYWORDS =
      Keywords.of(IDEAS.stream().map(idea -> idea.words().pattern()).toList(), false);

  private final Keywords.Reader keywords;
  private final StringBuilder recent = new StringBuilder();

  /** Where each idea was last seen to end; 0 if never. */
  private final int[] seenAt = new int[IDEAS.size()];

  private int length;
  private int unseen;
  private boolean found;

  PhraseGuard() {
    this(KEYWORDS);
  }

  /**
   * @param keywords of the ideas
   */
  PhraseGuard(Keywords keywords) {
    this.keywords = keywords.reader();
  }

  /** How many ideas there are. */
  static int ideas() {
    return IDEAS.size();
  }

  private static Idea idea(String line) {
    String[] parts = line.split("\t");
    if (parts.length != 3) {
      throw new IllegalArgumentException("id, weight and words, parted by tabs: " + line);
    }
    return new Idea(Integer.parseInt(parts[1]), Pattern.compile(parts[2]));
  }

  @Override
  public void read(CharSequence piece) {
    String plain = Simplified.of(piece.toString().toLowerCase(Locale.ROOT));
    recent.append(plain);
    keywords.read(plain);
    length += piece.length();
    unseen += piece.length();
    char end = piece.isEmpty() ? ' ' : piece.charAt(piece.length() - 1);
    if (unseen >= STRIDE || unseen > 12 && ".!?。！？\n>".indexOf(end) >= 0) {
      look();
    }
  }

  private void look() {
    int weight = 0;
    for (int i = 0; i < seenAt.length; i++) {
      if (keywords.mayMatch(i, recent.length()) && IDEAS.get(i).words().matcher(recent).find()) {
        seenAt[i] = length;
      }
      boolean near = seenAt[i] > 0 && length - seenAt[i] < NEAR;
      weight += near ? IDEAS.get(i).weight() : 0;
    }
    found = found || weight >= LEAK;
    unseen = 0;
    recent.delete(0, Math.max(0, recent.length() - LONGEST_IDEA));
  }

  @Override
  public String stop() {
    return found ? OutputPolicy.PROMPT_LEAK : null;
  }

  @Override
  public boolean isSuspicious() {
    return false;
  }
}
