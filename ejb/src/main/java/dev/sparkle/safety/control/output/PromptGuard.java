package dev.sparkle.safety.control.output;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Finds the prompt's own words in an answer: a run of them in a row; pieces that together are a
 * fair part of it; or, reworded, many of its pairs of words close together.
 */
final class PromptGuard implements Guard {

  /** Words in a row. Eight stand in no ordinary answer, and the first six of them wait here. */
  private static final int LONGEST_RUN = 8;

  /** Groups that make the words wait. */
  private static final int BEGINNING = 1;

  /** The part of the prompt's groups, in percent, and their least number, that make a leak. */
  private static final int SHARE = 15;

  private static final int LEAST_GROUPS = 10;

  /** Pairs among the last words that make a leak; ordinary answers had four at most. */
  private static final int PAIRS = 10;

  private static final int NEAR = 40;

  /** Pairs that one word may add: a short run of common words does not make many. */
  private static final int EACH = 2;

  private final Shingles prompt;
  private final Deque<String> last = new ArrayDeque<>();
  private final Deque<String> content = new ArrayDeque<>();
  private final Deque<Set<String>> pairs = new ArrayDeque<>();
  private final Set<String> groups = new HashSet<>();
  private int run;
  private boolean found;

  PromptGuard(Shingles prompt) {
    this.prompt = prompt;
  }

  @Override
  public void read(CharSequence piece) {
    readWords(piece);
    for (String decoded : Encoded.texts(piece)) {
      readWords(decoded);
    }
  }

  private void readWords(CharSequence text) {
    for (String word : Words.of(text)) {
      readGroup(word);
      if (Words.hasContent(word)) {
        readPairs(Words.stem(word));
      }
    }
  }

  private void readGroup(String word) {
    last.addLast(word);
    if (last.size() > Shingles.SIZE) {
      last.removeFirst();
    }
    String group = String.join(" ", last);
    boolean hit = last.size() == Shingles.SIZE && prompt.holdsGroup(group);
    run = hit ? run + 1 : 0;
    if (hit) {
      groups.add(group);
    }
    boolean pieces = groups.size() >= LEAST_GROUPS && groups.size() * 100 >= prompt.total() * SHARE;
    found = found || run + Shingles.SIZE - 1 >= LONGEST_RUN || pieces;
  }

  private void readPairs(String stem) {
    Set<String> here = new HashSet<>();
    Iterator<String> before = content.descendingIterator();
    for (int i = 0; i < Shingles.REACH && here.size() < EACH && before.hasNext(); i++) {
      String first = before.next();
      if (prompt.holdsPair(first, stem)) {
        here.add(first + " " + stem);
      }
    }
    content.addLast(stem);
    pairs.addLast(here);
    if (content.size() > NEAR) {
      content.removeFirst();
      pairs.removeFirst();
    }
    found = found || !here.isEmpty() && distinct() >= PAIRS;
  }

  private int distinct() {
    Set<String> all = new HashSet<>();
    pairs.forEach(all::addAll);
    return all.size();
  }

  @Override
  public String stop() {
    return found ? OutputPolicy.PROMPT_LEAK : null;
  }

  @Override
  public boolean isSuspicious() {
    return run >= BEGINNING;
  }

  /** For the figures: pairs of the prompt among the last words. */
  List<Integer> state() {
    return List.of(run, groups.size(), distinct());
  }
}
