package dev.sparkle.cli.safety.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.safety.CorpusReader.Row;
import dev.sparkle.safety.control.input.EncoderClassifier;
import dev.sparkle.safety.control.input.EncoderDelta.Calibration;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Rows that training has not seen, judged by the network as it runs later. */
record HeldOut(List<Judged> rows) {

  /** A row and what the network says of it, before calibration. */
  record Judged(Row row, double manipulation, double harm) {}

  /** Of ordinary texts and of school, at most so many may be taken for an attack. */
  private static final double ORDINARY = 0.005;

  /** Of what only looks like an attack, and of material. */
  private static final double HARD = 0.03;

  /** Ordinary texts taken for requests for harm. */
  private static final double ORDINARY_HARM = 0.002;

  static HeldOut judge(List<Row> rows, EncoderClassifier classifier) {
    return new HeldOut(
        rows.parallelStream()
            .map(
                row -> {
                  float[] logits = classifier.logits(row.text());
                  return new Judged(row, logits[0], logits[1]);
                })
            .toList());
  }

  /** The lowest threshold that keeps to the false alarms allowed. */
  Calibration manipulation() {
    double[] ordinary = sorted(row -> !row.attack() && isOrdinary(row), false);
    double[] hard = sorted(row -> !row.attack() && isHard(row), false);
    return new Calibration(1, Math.max(above(ordinary, ORDINARY), above(hard, HARD)));
  }

  /** Likewise for requests for harm. */
  Calibration harm() {
    double[] ordinary = sorted(row -> !row.attack() && isOrdinary(row), true);
    double[] hard = sorted(row -> !row.attack() && isHard(row), true);
    return new Calibration(1, Math.max(above(ordinary, ORDINARY_HARM), above(hard, HARD)));
  }

  private static boolean isOrdinary(Row row) {
    return row.category().equals("ordinary") || row.category().equals("education");
  }

  private static boolean isHard(Row row) {
    return row.category().startsWith("hard_") || row.category().equals("document");
  }

  private double[] sorted(Predicate<Row> which, boolean harm) {
    return rows.stream()
        .filter(judged -> which.test(judged.row))
        .mapToDouble(judged -> harm ? judged.harm : judged.manipulation)
        .sorted()
        .toArray();
  }

  /** Between the highest that may pass and the lowest that may not; 0 if there are no rows. */
  private static double above(double[] sorted, double share) {
    if (sorted.length == 0) {
      return 0;
    }
    int flagged = (int) Math.floor(sorted.length * share);
    double below = sorted[sorted.length - flagged - 1];
    return flagged == 0 ? below + 0.1 : (below + sorted[sorted.length - flagged]) / 2;
  }

  /** Share of the rows from the threshold on, 0 to 1. */
  static double flagged(List<Judged> rows, double threshold, boolean harm) {
    return rows.stream().filter(j -> (harm ? j.harm : j.manipulation) >= threshold).count()
        / (double) rows.size();
  }

  /** One JSON object for each row, with its scores. */
  void write(Path file, Calibration manipulation, Calibration harm) throws IOException {
    ObjectMapper json = new ObjectMapper();
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Judged judged : rows) {
        Row row = judged.row;
        ObjectNode line = json.createObjectNode();
        line.put("text", row.text());
        line.put("label", row.attack() ? "attack" : "benign");
        line.put("category", row.category());
        line.put("lang", row.lang());
        line.put("source", row.source());
        if (!row.family().isEmpty()) {
          line.put("family", row.family());
        }
        line.put("manipulation", manipulation.score(judged.manipulation));
        line.put("harm", harm.score(judged.harm));
        out.write(json.writeValueAsString(line));
        out.newLine();
      }
    }
  }

  /** Milliseconds that the median and the slowest of a hundred texts take, one after the other. */
  static double[] milliseconds(List<Row> rows, EncoderClassifier classifier) {
    double[] each =
        rows.stream()
            .mapToDouble(
                row -> {
                  long start = System.nanoTime();
                  classifier.logits(row.text());
                  return (System.nanoTime() - start) / 1e6;
                })
            .sorted()
            .toArray();
    return Arrays.copyOf(new double[] {each[each.length / 2], each[(int) (each.length * 0.99)]}, 2);
  }
}
