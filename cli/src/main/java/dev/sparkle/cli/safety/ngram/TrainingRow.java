package dev.sparkle.cli.safety.ngram;

import dev.sparkle.cli.safety.CorpusRow;
import dev.sparkle.cli.safety.CorpusRow.Label;
import dev.sparkle.safety.control.input.NgramText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A row, ready to learn from.
 *
 * @param weight how much it counts beside others
 */
record TrainingRow(CorpusRow row, NgramText text, Lesson lesson, double weight) {

  /** Innocent rows that look like attacks count so many times. */
  private static final double HARD = 3;

  /** A source of so many rows has weight 1 a row; one with four times as many, half. */
  private static final double SOURCE = 300;

  private static final double LEAST = 0.2;
  private static final double MOST = 3;

  /**
   * Picks what can be learnt from, each text once (but for case, blanks and punctuation), and
   * weighs it, so that no source drowns the others.
   */
  static List<TrainingRow> of(List<CorpusRow> rows) {
    Map<String, Integer> sizes = new HashMap<>();
    rows.forEach(row -> sizes.merge(group(row), 1, Integer::sum));
    Set<String> seen = new HashSet<>();
    List<TrainingRow> picked = new ArrayList<>();
    for (CorpusRow row : rows) {
      Optional<Lesson> lesson = Lesson.of(row);
      NgramText text = NgramText.of(row.text());
      if (lesson.isPresent() && text.tokens() > 0 && seen.add(skeleton(row.text()))) {
        picked.add(new TrainingRow(row, text, lesson.get(), weight(row, sizes.get(group(row)))));
      }
    }
    return picked;
  }

  boolean isBenign() {
    return lesson == Lesson.BENIGN;
  }

  private static double weight(CorpusRow row, int size) {
    double fair = Math.max(LEAST, Math.min(MOST, Math.sqrt(SOURCE / size)));
    return row.label() == Label.BENIGN && row.category().startsWith("hard") ? fair * HARD : fair;
  }

  private static String group(CorpusRow row) {
    return row.label() + "|" + row.lang() + "|" + row.source();
  }

  private static String skeleton(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
  }
}
