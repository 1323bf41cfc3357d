package dev.sparkle.knowledge.control;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Remembers texts, to tell another copy or version of one: the same file uploaded twice. */
final class Duplicates {

  /** Characters; long enough that different sentences rarely have one in common. */
  private static final int SHINGLE = 8;

  /** Share of common shingles from which a text is a version of another. */
  private static final double SAME = 0.8;

  private final List<Set<String>> seen = new ArrayList<>();

  /** True if the text is new; from then on it is not. */
  boolean add(String text) {
    Set<String> shingles = shingles(text);
    boolean isNew = seen.stream().noneMatch(other -> similarity(shingles, other) >= SAME);
    if (isNew) {
      seen.add(shingles);
    }
    return isNew;
  }

  private static Set<String> shingles(String text) {
    String squeezed = text.replaceAll("[^\\p{L}\\p{N}]+", "");
    Set<String> shingles = new HashSet<>();
    for (int at = 0; at + SHINGLE < squeezed.length(); at++) {
      shingles.add(squeezed.substring(at, at + SHINGLE));
    }
    shingles.add(squeezed.substring(Math.max(0, squeezed.length() - SHINGLE)));
    return shingles;
  }

  private static double similarity(Set<String> one, Set<String> other) {
    long common = one.stream().filter(other::contains).count();
    return (double) common / (one.size() + other.size() - common);
  }
}
