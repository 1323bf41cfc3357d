package dev.sparkle.safety.control.input;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the cheap part of the judge found in a text.
 *
 * @param text as it came
 * @param readings one for each view, the plain one first; at least one
 */
public record Findings(String text, Where where, List<Reading> readings) {

  public Findings {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(where, "where");
    readings = List.copyOf(readings);
    if (readings.isEmpty()) {
      throw new IllegalArgumentException("a text has at least one view");
    }
  }

  /** Ids of the rules that spoke, in the order in which they did, each once. */
  List<String> rules() {
    Set<String> ids = new LinkedHashSet<>();
    readings.forEach(reading -> reading.hits().forEach(hit -> ids.add(hit.rule())));
    return List.copyOf(ids);
  }

  /** The rule that weighs most, if any spoke. */
  Optional<RuleHit> strongest() {
    return readings.stream()
        .flatMap(reading -> reading.hits().stream())
        .max(Comparator.comparingDouble(RuleHit::weight));
  }

  /** The plain reading, unless one of hidden words is more suspicious. */
  Reading mostSuspicious() {
    return readings.stream()
        .reduce((one, other) -> suspicion(other) > suspicion(one) ? other : one)
        .orElseThrow();
  }

  /** The plain view, and of the others the most suspicious ones, at most so many. */
  List<View> mostSuspicious(int others) {
    return Stream.concat(
            Stream.of(readings.get(0)),
            readings.stream()
                .skip(1)
                .sorted(Comparator.comparingDouble(Findings::suspicion).reversed())
                .limit(others))
        .map(Reading::view)
        .toList();
  }

  private static double suspicion(Reading reading) {
    return reading.manipulationWeight() + reading.statistics().manipulation();
  }
}
