package dev.sparkle.cli.safety.ngram;

import dev.sparkle.safety.control.input.NgramClassifier;
import dev.sparkle.safety.control.input.NgramClassifier.Raw;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Judges each row by a model that saw nothing of the row's source. Random splits flatter: rows of
 * one source resemble each other.
 */
final class LeftOut {

  /** So many trainings, each without about so many parts of the sources. */
  static final int FOLDS = 6;

  /** A row and its score. */
  record Scored(TrainingRow row, Raw raw) {

    double manipulation() {
      return raw.manipulation();
    }

    double harm() {
      return raw.harm();
    }
  }

  private LeftOut() {}

  /** Scores of all rows. */
  static List<Scored> scores(List<TrainingRow> rows) {
    Map<String, Integer> folds = folds(rows);
    List<Scored> scored = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      int current = fold;
      Map<Boolean, List<TrainingRow>> parts =
          rows.stream()
              .collect(Collectors.partitioningBy(row -> folds.get(row.row().source()) == current));
      NgramClassifier classifier = new NgramClassifier(NgramTraining.of(parts.get(false)));
      parts.get(true).forEach(row -> scored.add(new Scored(row, classifier.raw(row.text()))));
    }
    return scored;
  }

  /** The sources in turn, the largest first. */
  private static Map<String, Integer> folds(List<TrainingRow> rows) {
    Map<String, Long> sizes =
        rows.stream()
            .collect(Collectors.groupingBy(row -> row.row().source(), Collectors.counting()));
    Map<String, Integer> folds = new HashMap<>();
    sizes.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(source -> folds.put(source.getKey(), folds.size() % FOLDS));
    return folds;
  }
}
