package dev.sparkle.safety.control.output;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * Looks for the words of many expressions at once, a character at a time (Aho and Corasick), and
 * tells which of them may match at all. Immutable; each text has a {@link Reader} of its own.
 */
final class Keywords {

  private static final class Node {
    private final Map<Character, Node> next = new HashMap<>();
    private final BitSet ends = new BitSet();
    private Node shorter;
  }

  private final Node root = new Node();

  /** The root's children, by their character: most characters of a text begin nothing. */
  private final Node[] first = new Node[0x10000];

  private final int expressions;
  private final BitSet always = new BitSet();
  private final boolean anyCase;

  private Keywords(int expressions, boolean anyCase) {
    this.expressions = expressions;
    this.anyCase = anyCase;
  }

  /**
   * The words of expressions.
   *
   * @param anyCase whether they are compiled for any case (of Unicode)
   */
  static Keywords of(List<String> expressions, boolean anyCase) {
    Keywords made = new Keywords(expressions.size(), anyCase);
    for (int i = 0; i < expressions.size(); i++) {
      Set<String> words = RequiredWords.of(expressions.get(i));
      if (words.isEmpty()) {
        made.always.set(i);
      }
      for (String word : words) {
        made.add(word, i);
      }
    }
    made.link();
    return made;
  }

  /** Of so many expressions nothing is known: each may match. */
  static Keywords unknown(int expressions) {
    Keywords made = new Keywords(expressions, false);
    made.always.set(0, expressions);
    return made;
  }

  private void add(String word, int expression) {
    Node node = root;
    for (char c : word.toCharArray()) {
      node = node.next.computeIfAbsent(plain(c), p -> new Node());
    }
    node.ends.set(expression);
  }

  private void link() {
    Queue<Node> open = new ArrayDeque<>();
    root.next.forEach(
        (c, child) -> {
          first[c] = child;
          child.shorter = root;
          open.add(child);
        });
    while (!open.isEmpty()) {
      Node node = open.remove();
      node.next.forEach(
          (c, child) -> {
            child.shorter = after(node.shorter, c);
            child.ends.or(child.shorter.ends);
            open.add(child);
          });
    }
  }

  private Node after(Node before, char c) {
    for (Node node = before; node != root; node = node.shorter) {
      Node next = node.next.get(c);
      if (next != null) {
        return next;
      }
    }
    Node next = first[c];
    return next == null ? root : next;
  }

  /** As {@link java.util.regex.Pattern#UNICODE_CASE} compares. */
  private char plain(char c) {
    return anyCase ? Character.toLowerCase(Character.toUpperCase(c)) : c;
  }

  /** Expressions that are always tried, since no words of theirs are known. */
  List<Integer> alwaysTried() {
    return new ArrayList<>(always.stream().boxed().toList());
  }

  /** Starts a text. */
  Reader reader() {
    return new Reader();
  }

  /** Reads one text. Not safe for more than one thread. */
  final class Reader {

    private final long[] seenAt = new long[expressions];
    private long length;
    private Node node = root;

    private Reader() {
      Arrays.fill(seenAt, -1);
    }

    /** Reads on. */
    void read(CharSequence piece) {
      for (int i = 0; i < piece.length(); i++) {
        char c = plain(piece.charAt(i));
        length++;
        node = node == root ? begin(c) : after(node, c);
        if (!node.ends.isEmpty()) {
          for (int e = node.ends.nextSetBit(0); e >= 0; e = node.ends.nextSetBit(e + 1)) {
            seenAt[e] = length;
          }
        }
      }
    }

    private Node begin(char c) {
      Node next = first[c];
      return next == null ? root : next;
    }

    /** Whether an expression may match within the last so many characters. */
    boolean mayMatch(int expression, int last) {
      return always.get(expression) || seenAt[expression] > length - last;
    }
  }
}
