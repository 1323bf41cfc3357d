package dev.sparkle.cli.safety.ngram;

import dev.sparkle.cli.safety.CorpusRow;
import dev.sparkle.cli.safety.ngram.LeftOut.Scored;
import dev.sparkle.safety.control.input.NgramModel.Calibration;
import dev.sparkle.safety.control.input.TextClassifier.Scores;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What a training knew, and how well it did on sources that it did not see; in Markdown. */
final class NgramReport {

  private final StringBuilder text = new StringBuilder();

  /** Begins with what was learnt from. */
  NgramReport(String command, List<TrainingRow> rows) {
    text.append("# Training of the n-gram classifier\n\n");
    text.append("Made by `").append(command).append("`. Seed ").append(NgramTraining.SEED);
    text.append(", ").append(NgramTraining.EPOCHS).append(" epochs, ");
    text.append(rows.size()).append(" rows after doubles were removed.\n\n");
    text.append("| source | label | language | rows |\n|---|---|---|---:|\n");
    Map<String, Integer> sources = new TreeMap<>();
    for (TrainingRow each : rows) {
      CorpusRow row = each.row();
      String group = row.source() + " | " + row.label().code() + " | " + row.lang();
      sources.merge(group, 1, Integer::sum);
    }
    sources.forEach((group, n) -> text.append("| " + group + " | " + n + " |\n"));
  }

  /** Adds what the thresholds are. */
  void add(String question, Calibration calibration) {
    text.append(
        String.format(
            Locale.ROOT,
            "%n%s: threshold %.3f (English), %.3f (Chinese), slope %.3f.%n",
            question,
            calibration.threshold(),
            calibration.chineseThreshold(),
            calibration.slope()));
  }

  /** Adds a table of scored rows: which share is above the threshold. */
  void add(String title, List<Scored> rows, Function<Scored, Scores> calibrated) {
    Map<String, int[]> counts = new TreeMap<>();
    for (Scored each : rows) {
      CorpusRow row = each.row().row();
      Scores scores = calibrated.apply(each);
      String kind = row.label().code() + " | " + row.category() + " | " + row.lang();
      for (String source : List.of("*", row.source())) {
        int[] count = counts.computeIfAbsent(kind + " | " + source, key -> new int[3]);
        count[0]++;
        count[1] += scores.manipulation() >= 0.5 ? 1 : 0;
        count[2] += scores.harm() >= 0.5 ? 1 : 0;
      }
    }
    text.append("\n## ").append(title).append("\n\n");
    text.append("| label | category | language | source | rows | manipulation | harm |\n");
    text.append("|---|---|---|---|---:|---:|---:|\n");
    counts.forEach(
        (group, count) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %d | %.1f %% | %.1f %% |%n",
                    group,
                    count[0],
                    100.0 * count[1] / count[0],
                    100.0 * count[2] / count[0])));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
