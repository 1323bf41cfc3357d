package dev.sparkle.safety.control.input;

import java.util.Arrays;

/**
 * Many phrases, found in one walk over a text: a tree of characters. A walk from a place costs no
 * more than the longest phrase, so the whole is linear in the text however many phrases there are.
 */
final class Phrases {

  /** Takes what was found: the set that the phrase belongs to, and where the phrase ends. */
  interface Finding {
    void found(int set, int start, int end);
  }

  private static final class Node {
    char[] labels = {};
    Node[] next = {};
    int[] sets = {};
    int[] beginnings = {};

    Node child(char c) {
      if (labels.length == 0) {
        return null;
      }
      int at = Arrays.binarySearch(labels, c);
      return at < 0 ? null : next[at];
    }

    Node childOrNew(char c) {
      int at = Arrays.binarySearch(labels, c);
      if (at >= 0) {
        return next[at];
      }
      int place = -at - 1;
      char[] wider = new char[labels.length + 1];
      Node[] more = new Node[labels.length + 1];
      System.arraycopy(labels, 0, wider, 0, place);
      System.arraycopy(next, 0, more, 0, place);
      System.arraycopy(labels, place, wider, place + 1, labels.length - place);
      System.arraycopy(next, place, more, place + 1, labels.length - place);
      wider[place] = c;
      more[place] = new Node();
      labels = wider;
      next = more;
      return more[place];
    }
  }

  private final Node[] roots = new Node[0x10000];

  /**
   * Adds a phrase.
   *
   * @param beginning whether words that only begin so are meant too
   */
  void add(String phrase, int set, boolean beginning) {
    if (phrase.isEmpty()) {
      throw new IllegalArgumentException("an empty phrase is everywhere");
    }
    char first = phrase.charAt(0);
    Node node = roots[first] == null ? roots[first] = new Node() : roots[first];
    for (int i = 1; i < phrase.length(); i++) {
      node = node.childOrNew(phrase.charAt(i));
    }
    if (beginning) {
      node.beginnings = with(node.beginnings, set);
    } else {
      node.sets = with(node.sets, set);
    }
  }

  private static int[] with(int[] sets, int set) {
    if (Arrays.stream(sets).anyMatch(s -> s == set)) {
      return sets;
    }
    int[] more = Arrays.copyOf(sets, sets.length + 1);
    more[sets.length] = set;
    return more;
  }

  /** All phrases that begin at a place and end where a word does. */
  void findAt(FoldedText text, int start, Finding finding) {
    Node node = roots[text.at(start)];
    int i = start + 1;
    while (node != null) {
      if (node.sets.length > 0 && text.wordEnds(i)) {
        for (int set : node.sets) {
          finding.found(set, start, i);
        }
      }
      if (node.beginnings.length > 0) {
        int end = text.endOfWord(i);
        for (int set : node.beginnings) {
          finding.found(set, start, end);
        }
      }
      if (i >= text.length()) {
        return;
      }
      node = node.child(text.at(i++));
    }
  }

  /** All phrases that begin at a place of a text as it stands, whatever is around them. */
  void findAt(String text, int start, Finding finding) {
    Node node = roots[Letters.fold(text.charAt(start))];
    int i = start + 1;
    while (node != null) {
      for (int set : node.sets) {
        finding.found(set, start, i);
      }
      if (i >= text.length()) {
        return;
      }
      node = node.child(Letters.fold(text.charAt(i++)));
    }
  }
}
