package dev.sparkle.safety.control.input;

import dev.sparkle.safety.entity.Family;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One rule of the rule book, as a reader of the data file sees it.
 *
 * @param id stable; verdicts, metrics and audit records name it
 * @param language {@code en}, {@code zh}, or {@code any} for others and for several
 * @param family what kind of attack it finds
 * @param weight 0 to 1: 1 is enough to refuse a text, less only counts beside other evidence
 * @param where the places it looks at; never empty
 * @param say sentences with {@code {sets}} of synonyms and bounded gaps, see {@link Sentences}; one
 *     of them is enough
 * @param unless what, near by, shows that it is meant otherwise
 * @param examples texts it must find; never empty
 * @param counterExamples texts that look alike and that it must leave alone; never empty
 */
public record Rule(
    String id,
    String language,
    Family family,
    double weight,
    Set<Where> where,
    List<String> say,
    List<String> unless,
    List<String> examples,
    List<String> counterExamples) {

  public Rule {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(language, "language");
    Objects.requireNonNull(family, "family");
    if (!(weight > 0 && weight <= 1)) {
      throw new IllegalArgumentException(id + ": a weight lies between 0 and 1, not at " + weight);
    }
    where = Set.copyOf(where);
    say = List.copyOf(say);
    unless = List.copyOf(unless);
    examples = List.copyOf(examples);
    counterExamples = List.copyOf(counterExamples);
    if (where.isEmpty() || say.isEmpty() || examples.isEmpty() || counterExamples.isEmpty()) {
      throw new IllegalArgumentException(
          id + " must say something somewhere, with an example and a counter-example");
    }
  }
}
