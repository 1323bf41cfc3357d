package dev.sparkle.task.control.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What limits still allow; pure. A key that is not among them is not limited. */
final class Allowance {

  /**
   * What a key still allows.
   *
   * @param places more attempts at a time; {@link Integer#MAX_VALUE}: any
   * @param tokens more starts now; infinite: any
   */
  record Left(int places, double tokens) {

    boolean isEmpty() {
      return places < 1 || tokens < 1;
    }
  }

  private final Map<String, Left> left;
  private final Set<String> spent = new HashSet<>();

  Allowance(Map<String, Left> left) {
    this.left = new HashMap<>(left);
    left.forEach(
        (key, value) -> {
          if (value.isEmpty()) {
            spent.add(key);
          }
        });
  }

  /** Admits a task with these keys, if all of them allow it. */
  boolean admit(Collection<String> keys) {
    for (String key : keys) {
      if (spent.contains(key)) {
        return false;
      }
    }
    for (String key : keys) {
      Left before = left.get(key);
      if (before != null) {
        int places = before.places == Integer.MAX_VALUE ? before.places : before.places - 1;
        Left after = new Left(places, before.tokens - 1);
        left.put(key, after);
        if (after.isEmpty()) {
          spent.add(key);
        }
      }
    }
    return true;
  }

  /** Keys that allow nothing more. */
  Set<String> spent() {
    return Set.copyOf(spent);
  }

  /** Tokens that a key has left. */
  double tokens(String key) {
    return left.get(key).tokens;
  }
}
