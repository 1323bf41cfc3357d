package dev.sparkle.safety.control.output;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The protected words of a prompt, in overlapping groups. Immutable; one serves all answers to the
 * same prompt.
 */
final class Shingles {

  /** Words in a group: three stand in a row by chance now and then, four hardly. */
  static final int SIZE = 4;

  /** How many content words may lie between two that belong together. */
  static final int REACH = 3;

  private final Set<String> groups = new HashSet<>();
  private final Set<String> pairs = new HashSet<>();
  private final int total;

  /**
   * @param prompt what must not come out
   * @param known texts that may be quoted though they say the same: material, question
   */
  Shingles(String prompt, Collection<String> known) {
    List<String> words = Words.of(prompt);
    addGroups(words, groups);
    total = groups.size();
    addGroups(words.stream().map(CanaryGuard::rot13).toList(), groups);
    addGroups(Words.of(new StringBuilder(prompt).reverse()), groups);
    List<String> backwards = new ArrayList<>(words);
    Collections.reverse(backwards);
    addGroups(backwards, groups);
    addGroups(
        words.stream().map(word -> new StringBuilder(word).reverse().toString()).toList(), groups);
    addPairs(content(words), pairs);
    for (String text : known) {
      Set<String> allowed = new HashSet<>();
      addGroups(Words.of(text), allowed);
      groups.removeAll(allowed);
      Set<String> allowedPairs = new HashSet<>();
      addPairs(content(Words.of(text)), allowedPairs);
      pairs.removeAll(allowedPairs);
    }
  }

  private static List<String> content(List<String> words) {
    return words.stream().filter(Words::hasContent).map(Words::stem).toList();
  }

  private static void addGroups(List<String> words, Set<String> groups) {
    for (int i = 0; i + SIZE <= words.size(); i++) {
      groups.add(String.join(" ", words.subList(i, i + SIZE)));
    }
  }

  private static void addPairs(List<String> words, Set<String> pairs) {
    for (int i = 0; i < words.size(); i++) {
      for (int j = i + 1; j < words.size() && j <= i + REACH; j++) {
        pairs.add(words.get(i) + " " + words.get(j));
      }
    }
  }

  boolean holdsGroup(String group) {
    return groups.contains(group);
  }

  boolean holdsPair(String first, String second) {
    return pairs.contains(first + " " + second);
  }

  /** How many groups the prompt has. */
  int total() {
    return total;
  }
}
