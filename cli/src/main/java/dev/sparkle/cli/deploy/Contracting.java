package dev.sparkle.cli.deploy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a release may take something away under the nodes of the one that runs. What contracts
 * was written for the release directly before it, which uses that no more; an older one may. Pure.
 *
 * <p><b>Limitations.</b> Which release is directly before is told by migrations and versions alone:
 * what runs has all that expanded before the contraction, and its version is the same or one step
 * lower. Two commits of one version are not told apart.
 */
final class Contracting {

  private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\b.*");

  private Contracting() {}

  /**
   * What is taken from a release that may still use it, as a sentence; empty: nothing.
   *
   * @param applied number of the last migration in the database
   */
  static Optional<String> objection(Release from, Release to, int applied) {
    List<Migration> contracting =
        to.migrations().stream()
            .filter(each -> each.number() > applied && !each.contractions().isEmpty())
            .toList();
    if (contracting.isEmpty() || directlyBefore(from, to, contracting)) {
      return Optional.empty();
    }
    Migration first = contracting.get(0);
    return Optional.of(
        "%s %s, and %s (schema %d) is not the release directly before: it may still need that."
            .formatted(first.name(), first.contractions().get(0), from.id(), from.schema()));
  }

  private static boolean directlyBefore(Release from, Release to, List<Migration> contracting) {
    int last = contracting.get(contracting.size() - 1).number();
    boolean expanded =
        to.migrations().stream()
            .filter(each -> each.number() < last && each.contractions().isEmpty())
            .allMatch(each -> each.number() <= from.schema());
    return expanded && oneStep(from.version(), to.version());
  }

  private static boolean oneStep(String from, String to) {
    Matcher one = VERSION.matcher(from);
    Matcher other = VERSION.matcher(to);
    if (!one.matches() || !other.matches()) {
      return false;
    }
    int major = Integer.parseInt(other.group(1)) - Integer.parseInt(one.group(1));
    int minor = Integer.parseInt(other.group(2)) - Integer.parseInt(one.group(2));
    return major == 0 && (minor == 0 || minor == 1) || major == 1 && other.group(2).equals("0");
  }
}
