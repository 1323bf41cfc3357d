package dev.sparkle.safety.entity;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * How layer 1 decides, e.g. for a course.
 *
 * @param mode whether a verdict has consequences
 * @param threshold 0 to 1: from this score on a text is refused as an attack; lower is stricter
 * @param harm what becomes of open requests for help with harm
 * @param harmThreshold 0 to 1, likewise for these
 * @param disabledRules ids of rules that do not count
 * @param allowed phrases that do not count, whatever their case: for a course about prompt
 *     injection, the attacks that it quotes
 * @param maxCharacters longer questions are refused
 */
public record InputPolicy(
    Mode mode,
    double threshold,
    Harm harm,
    double harmThreshold,
    Set<String> disabledRules,
    List<String> allowed,
    int maxCharacters) {

  /** Whether a verdict has consequences; the later, the stricter. */
  public enum Mode {
    /** Nothing is judged. */
    OFF,
    /** Judged and counted, but everything passes. */
    SHADOW,
    /** What is blocked does not pass. */
    ENFORCE
  }

  /** What becomes of open requests for help with harm; the later, the stricter. */
  public enum Harm {
    ALLOW,
    BLOCK
  }

  /** The shipped policy. */
  public static final InputPolicy SHIPPED =
      new InputPolicy(Mode.ENFORCE, 0.5, Harm.BLOCK, 0.5, Set.of(), List.of(), 8000);

  public InputPolicy {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(harm, "harm");
    requireShare("threshold", threshold);
    requireShare("harmThreshold", harmThreshold);
    if (maxCharacters < 1) {
      throw new IllegalArgumentException(
          "maxCharacters is " + maxCharacters + "; it is at least 1");
    }
    if (allowed.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("an allowed phrase is empty");
    }
    disabledRules = Set.copyOf(disabledRules);
    allowed = List.copyOf(allowed);
  }

  /** The same with another threshold. */
  public InputPolicy withThreshold(double another) {
    return new InputPolicy(
        mode, another, harm, harmThreshold, disabledRules, allowed, maxCharacters);
  }

  /** The same with another decision on open requests for help with harm. */
  public InputPolicy withHarm(Harm another) {
    return new InputPolicy(
        mode, threshold, another, harmThreshold, disabledRules, allowed, maxCharacters);
  }

  /** Of each part the stricter one: what one of both does not excuse is not excused. */
  public InputPolicy strictest(InputPolicy other) {
    Set<String> disabled = new HashSet<>(disabledRules);
    disabled.retainAll(other.disabledRules);
    List<String> phrases = new ArrayList<>(allowed);
    phrases.retainAll(other.allowed);
    return new InputPolicy(
        mode.compareTo(other.mode) > 0 ? mode : other.mode,
        Math.min(threshold, other.threshold),
        harm.compareTo(other.harm) > 0 ? harm : other.harm,
        Math.min(harmThreshold, other.harmThreshold),
        disabled,
        phrases,
        Math.min(maxCharacters, other.maxCharacters));
  }

  /** Names all of it: the same on every node and after every start, as hash codes are not. */
  public String fingerprint() {
    String all =
        String.join(
            "\n",
            mode.name(),
            Double.toString(threshold),
            harm.name(),
            Double.toString(harmThreshold),
            new TreeSet<>(disabledRules).toString(),
            allowed.toString());
    return Integer.toHexString(all.hashCode());
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is " + value + "; it lies between 0 and 1");
    }
  }
}
